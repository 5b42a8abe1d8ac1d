import type { Session } from '../driver/session.ts';
import { has, is, listOf, listWith, refused } from '../driver/wanted.ts';

const PASSWORD = 'Correct-horse-7';

/** A user from the first day to the last. */
export async function users(s: Session): Promise<void> {
  const login = `created-${s.phone().slice(1)}@example.com`;
  const profile = { firstName: 'Grace', lastName: 'Hopper', email: login, login };
  const body = { profile, credentials: { password: { value: PASSWORD } } };
  const created = await s.call({ operation: 'createUser', query: { activate: false }, body }, '', has('id', 'status'));
  const known = created.result === 'passed' ? undefined : await s.world.call('GET', `/api/v1/users/${login}`);
  if (known?.status === 404) await s.world.must('POST', '/api/v1/users?activate=false', body);
  const { id: userId } = await s.world.must('GET', `/api/v1/users/${login}`);
  const path = { userId };
  await s.call({ operation: 'getUser', path }, '', is('profile.login', login));
  await s.call({ operation: 'getUser', path: { userId: login } }, 'by login', is('id', userId));
  await s.call({ operation: 'getUser', path: { userId: '00u00000000000000000' } }, 'of nobody', refused('E0000007'));
  await s.call({ operation: 'listUsers' }, '', listWith('id', userId));
  const search = `profile.login eq "${login}"`;
  await s.call({ operation: 'listUsers', query: { search } }, 'search', listWith('id', userId));
  await s.call({ operation: 'activateUser', path, query: { sendEmail: false } });
  const nick = { profile: { firstName: 'Amazing Grace' } };
  await s.call({ operation: 'updateUser', path, body: nick }, '', is('profile.firstName', 'Amazing Grace'));
  await s.call({ operation: 'replaceUser', path, body: { profile } }, '', is('profile.firstName', 'Grace'));
  await s.call({ operation: 'listUserGroups', path });
  await s.call({ operation: 'revokeUserSessions', path });
  await lifecycle(s, userId);
  await s.call({ operation: 'deleteUser', path }, '');
}

/** The log of a user's creation, read as a list that ends: an SDK that collects a poll would collect for ever. */
export async function systemLog(s: Session): Promise<void> {
  const { id } = await s.person();
  const filter = `eventType eq "user.lifecycle.create" and target.id eq "${id}"`;
  const query = { sortOrder: 'DESCENDING', limit: 10, filter };
  const members = [
    'uuid',
    'published',
    'actor.id',
    'outcome.result',
    'transaction.id',
    'debugContext.debugData',
    'target',
  ];
  await s.call({ operation: 'listLogEvents', query }, '', listOf(...members));
}

/** Every state a user can be led to; where the SDK fails, a bare call leads on. */
async function lifecycle(s: Session, userId: string): Promise<void> {
  const path = { userId };
  const user = `/api/v1/users/${userId}`;
  const lead = async (verb: string, status: string, operation = `${verb}User`) => {
    await s.call({ operation, path, ...(/^(re)?activate$/.test(verb) && { query: { sendEmail: false } }) });
    const is = async () => (await s.world.must('GET', user)).status as string;
    if ((await is()) === status) return;
    await s.world.call('POST', `${user}/lifecycle/${verb}?sendEmail=false`);
  };
  await lead('suspend', 'SUSPENDED');
  await lead('unsuspend', 'ACTIVE');
  // Nobody is locked out: the refusal is what an SDK has to hand on.
  await s.call({ operation: 'unlockUser', path }, '', refused('E0000032'));
  await lead('deactivate', 'DEPROVISIONED');
}

/** A user who has no password yet is sent the first mail again. */
export async function provisioned(s: Session): Promise<void> {
  const login = `invited-${s.phone().slice(1)}@example.com`;
  const profile = { firstName: 'Joan', lastName: 'Clarke', email: login, login };
  const { id: userId } = await s.world.must('POST', '/api/v1/users?activate=true', { profile });
  await s.call({ operation: 'reactivateUser', path: { userId }, query: { sendEmail: false } });
}

/** What a user knows: passwords and the question for the day they are forgotten. */
export async function credentials(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const path = { userId };
  const change = { oldPassword: { value: PASSWORD }, newPassword: { value: 'Battery-staple-8' } };
  await s.call({ operation: 'changePassword', path, body: change });
  await s.world.must('POST', `/api/v1/users/${userId}`, { credentials: { password: { value: PASSWORD } } });
  const recovery = { question: 'Who is asking?', answer: 'nobody' };
  const question = { password: { value: PASSWORD }, recovery_question: recovery };
  await s.call({ operation: 'changeRecoveryQuestion', path, body: question }, '', has('recovery_question.question'));
  await s.world.must('POST', `/api/v1/users/${userId}`, { credentials: { recovery_question: recovery } });
  const forgotten = { password: { value: 'Purple-monkey-9' }, recovery_question: { answer: 'nobody' } };
  await s.call({ operation: 'forgotPasswordSetNewPassword', path, body: forgotten });
  await s.call({ operation: 'forgotPassword', path, query: { sendEmail: false } }, '', has('resetPasswordUrl'));
  await s.call({ operation: 'resetPassword', path, query: { sendEmail: false } });
  const { id: other } = await s.person();
  await s.call({ operation: 'expirePassword', path: { userId: other } }, '', is('status', 'PASSWORD_EXPIRED'));
  const { id: third } = await s.person();
  await s.call({ operation: 'expirePasswordWithTempPassword', path: { userId: third } });
}
