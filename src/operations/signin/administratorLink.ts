import type { Role } from '../../contract/access/roles.ts';
import type { RoleAssignment } from '../../domain/access/roleAssignment.ts';
import { mayAct } from '../../domain/access/tokenGrant.ts';
import { opensConsole } from '../../domain/signin/signInFactors.ts';
import { newLink } from '../../domain/users/passwordLink.ts';
import type { User, UserProfile } from '../../domain/users/user.ts';
import { advance } from '../../domain/users/userLifecycle.ts';
import { invalidProfile } from '../../domain/users/userProfile.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';

type Parts = Pick<Services, 'store' | 'now' | 'random' | 'newId'>;

/** A person who is to be an administrator. */
export interface NewAdministrator {
  /** The profile of a person whom nobody has by this login yet. */
  readonly profile: UserProfile;
  readonly role: Role;
}

/** A person who holds the role now, and the path of their link; without one they can sign in as they are. */
export interface CreatedAdministrator {
  readonly user: User;
  readonly path?: string;
  readonly expires?: Temporal.Instant;
}

/**
 * Gives a person a role, and the link by which they set a password and enroll a factor unless they have both. Whoever may run
 * this has the database: nothing else is asked. The person is made where there is none with the login.
 */
export function createAdministrator(parts: Parts, { profile, role }: NewAdministrator): Promise<CreatedAdministrator> {
  const { store, random } = parts;
  return untilWritten('user', async () => {
    const now = parts.now();
    const found = await store.users.byLogin(profile.login);
    const before = found ?? newUser(parts, profile, now);
    refuseWhoCannot(before);
    const { link, path } = newLink('administrator', random, now);
    const user: User = { ...(before.status === 'STAGED' ? advance(before, 'activate', now) : before), link };
    const needsLink = !found || !(await canSignIn(parts, found));
    const applied = await store.apply([
      ...(found ? (needsLink ? [saved(user, now)] : []) : inserted(user, now)),
      ...(await roleWrites(parts, user.id, role, now)),
      ...(needsLink ? [printed(user, 'create', now)] : []),
    ]);
    if (applied !== 'done') return undefined;
    return { user, ...(needsLink && { path, expires: link.expires }) };
  });
}

function newUser({ newId }: Parts, profile: UserProfile, now: Temporal.Instant): User {
  const invalid = invalidProfile(profile);
  if (invalid) throw invalid;
  const times = { created: now, statusChanged: now, lastUpdated: now };
  return { id: newId('00u'), status: 'PROVISIONED', profile, ...times, version: 0 };
}

/** Refuses a person whom no link makes an administrator, and says the next legal step. */
export function refuseWhoCannot({ profile: { login }, status, provider, id }: User): void {
  const refused = fault('wrongUserStatus');
  if (provider) throw refused.because(`${login} is of provider ${provider}, and has no password here.`);
  const way = `/api/v1/users/${id}/lifecycle`;
  if (!mayAct(status)) {
    const call = status === 'SUSPENDED' ? 'unsuspend' : 'activate';
    throw refused.because(`${login} is ${status}: first POST ${way}/${call} with an API token.`);
  }
  if (status === 'LOCKED_OUT')
    throw refused.because(`${login} is LOCKED_OUT: first POST ${way}/unlock, or use recover.`);
}

/** Whether a person has a password that counts, and a factor that opens the administrators' pages. */
async function canSignIn({ store }: Parts, { id, status, passwordHash }: User): Promise<boolean> {
  if (status !== 'ACTIVE' || passwordHash === undefined) return false;
  return (await store.factors.envelopes(id)).some(opensConsole);
}

const saved = (user: User, now: Temporal.Instant): Write => ({ do: 'saveUser', user: { ...user, lastUpdated: now } });

const inserted = (user: User, now: Temporal.Instant): readonly Write[] => [
  { do: 'insertUser', user },
  logEntry({ now }, { event: 'user.lifecycle.create', userId: user.id }),
];

/** The line of the log about a link; what it was made for, and never the link. */
export const printed = ({ id: userId, link }: User, command: 'create' | 'recover', now: Temporal.Instant): Write =>
  logEntry(
    { now },
    {
      event: 'cofactor.admin.link',
      userId,
      detail: { command, expires: link?.expires.toString({ smallestUnit: 'second' }) ?? '' },
    },
  );

async function roleWrites(
  { store, newId }: Parts,
  userId: string,
  role: Role,
  now: Temporal.Instant,
): Promise<readonly Write[]> {
  if ((await store.roles.ofUser(userId)).some((held) => held.role === role)) return [];
  const assignment: RoleAssignment = { id: newId('ra1'), userId, role, created: now };
  return [
    { do: 'insertRole', assignment },
    logEntry({ now }, { event: 'user.account.privilege.grant', userId, detail: { role } }),
  ];
}
