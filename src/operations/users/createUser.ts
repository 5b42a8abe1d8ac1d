import type { User, UserStatus } from '../../domain/users/user.ts';
import { invalidProfile, newProfile } from '../../domain/users/userProfile.ts';
import { fault } from '../../domain/values/fault.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Handler } from '../shared/services.ts';
import { loginTaken } from './changeUser.ts';
import { describeUser } from './describeUser.ts';
import { newCredentials, passwordValue, providerOf } from './userCredentials.ts';

/**
 * A new user: STAGED until activated, PROVISIONED until there is a password, then ACTIVE (facts 148, 151, 156 to 158); of
 * another provider ACTIVE at once (fact 239).
 */
export const createUser: Handler<'createUser'> = async (services, { query, body, caller }) => {
  const { activate = true, nextLogin } = query;
  if (nextLogin === 'changePassword') {
    if (passwordValue(body.credentials?.password) === undefined) throw fault('nextLoginNeedsPassword');
    if (!activate) throw fault('nextLoginNeedsActivation');
  }
  if (body.groupIds?.length) {
    throw fault('validation', { subject: 'groupIds' }).because('groupIds: Groups are not kept here; leave them out.');
  }
  const profile = newProfile(body.profile);
  const provider = providerOf(body.credentials);
  const invalid = invalidProfile(profile, { provider });
  if (invalid) throw invalid;
  const { password, recovery } = await newCredentials(services, body.credentials, profile.login);

  const now = services.now();
  const ready: UserStatus = nextLogin === undefined ? 'ACTIVE' : 'PASSWORD_EXPIRED';
  const status: UserStatus = !activate ? 'STAGED' : provider ? 'ACTIVE' : password ? ready : 'PROVISIONED';
  const user: User = {
    id: services.newId('00u'),
    status,
    profile,
    ...(password && { passwordHash: password.hash, passwordChanged: now }),
    ...(recovery && { recovery }),
    created: now,
    ...(provider && { provider }),
    ...(activate && (password || provider) && { activated: now }),
    statusChanged: now,
    lastUpdated: now,
    version: 0,
  };
  const applied = await services.store.apply([
    { do: 'insertUser', user },
    logEntry({ caller, now }, { event: 'user.lifecycle.create', userId: user.id }),
    ...(activate ? [logEntry({ caller, now }, { event: 'user.lifecycle.activate', userId: user.id })] : []),
  ]);
  if (applied !== 'done') throw loginTaken(user);
  return describeUser(services, user);
};
