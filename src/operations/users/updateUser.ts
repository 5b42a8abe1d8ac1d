import type { Operations } from '../../contract/index.ts';
import type { Input, Reply } from '../../contract/shared/operation.ts';
import { weakPassword } from '../../domain/users/passwordPolicy.ts';
import type { User, UserProfile } from '../../domain/users/user.ts';
import { advance, withPassword } from '../../domain/users/userLifecycle.ts';
import { invalidProfile, mergedProfile, newProfile } from '../../domain/users/userProfile.ts';
import type { Handler, Services } from '../shared/services.ts';
import { changeUser, type UserStep } from './changeUser.ts';
import { describeUser } from './describeUser.ts';
import { findUserByName } from './findUser.ts';
import { type NewCredentials, newCredentials, requireProvider } from './userCredentials.ts';

type Update = Input<Operations['updateUser']>;
type Profiled = (before: UserProfile, given: NonNullable<Update['body']['profile']>) => UserProfile;

/** Changes what is given and nothing else (fact 161). */
export const updateUser: Handler<'updateUser'> = (services, input) => update(services, input, mergedProfile);

/** Replaces the profile: attributes that are left out are cleared (fact 161). */
export const replaceUser: Handler<'replaceUser'> = (services, input) =>
  update(services, input, (_before, given) => newProfile(given));

async function update(
  services: Services,
  { params, body, caller }: Update,
  profiled: Profiled,
): Promise<Reply<Operations['updateUser']>> {
  const now = services.now();
  const first = await findUserByName(services, params.userId, caller);
  const profileOf = ({ profile }: User) => (body.profile === undefined ? profile : profiled(profile, body.profile));
  requireProvider(body.credentials, first);
  // What would be refused anyway is refused before anything is hashed.
  decide(services, first, profileOf(first), {}, now);
  const credentials = await newCredentials(services, body.credentials, profileOf(first).login, first.recovery);
  const user = await changeUser(services, { ref: first.id, caller, now }, (current) =>
    decide(services, current, profileOf(current), credentials, now),
  );
  return describeUser(services, user);
}

/** The user after an update: the profile first, then what its new password does to its status. */
function decide(
  { policy }: Services,
  before: User,
  profile: UserProfile,
  { password, recovery }: NewCredentials,
  now: Temporal.Instant,
): UserStep {
  const changed = changedNames(before.profile, profile);
  const invalid =
    changed.length > 0
      ? invalidProfile(profile, { provider: before.provider, login: before.profile.login })
      : undefined;
  if (invalid) throw invalid;
  const updated = { ...advance(before, 'update', now), profile, ...(recovery && { recovery }) };
  if (!password) return { user: updated, events: eventsOf(changed, recovery, password), ...detailOf(changed) };
  // The login may have changed since the password was judged.
  const weak = weakPassword(password.value, profile.login, policy.password);
  if (weak) throw weak;
  return {
    user: withPassword(updated, password.hash, 'setPassword', now),
    events: eventsOf(changed, recovery, password),
    ...detailOf(changed),
  };
}

function changedNames(before: UserProfile, after: UserProfile): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function eventsOf(
  changed: readonly string[],
  recovery: NewCredentials['recovery'],
  password: NewCredentials['password'],
): UserStep['events'] {
  return [
    ...(changed.length > 0 || !(password || recovery) ? (['user.account.update_profile'] as const) : []),
    ...(recovery ? (['cofactor.user.update_recovery_question'] as const) : []),
    ...(password ? (['user.account.update_password'] as const) : []),
  ];
}

/** Names only: what is in a profile is nobody's business but its readers'. */
const detailOf = (changed: readonly string[]) =>
  changed.length === 0 ? {} : { detail: { changedAttributes: changed.join(',').slice(0, 1000) } };
