import { PASSWORD } from './person.ts';
import { inFolder } from './wanted.ts';

const profile = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: '{{email}}',
  login: '{{email}}',
};
const none = ['reply.length === 0'];

/** A user from their creation on, and the lists that clients ask for about one. */
export const users = inFolder('Users', [
  {
    operation: 'createUser',
    query: { activate: 'true' },
    body: {
      profile: { ...profile, email: 'ada@example.com', login: 'ada-{{$guid}}@example.com' },
      credentials: { password: { value: PASSWORD } },
    },
    keep: { userId: 'reply.id', email: 'reply.profile.login' },
    holds: ["reply.status === 'ACTIVE'"],
  },
  { operation: 'getUser', holds: ["reply.profile.lastName === 'Lovelace'"] },
  { operation: 'listUsers', holds: ['reply.length > 0'] },
  {
    operation: 'updateUser',
    body: { profile: { nickName: 'Countess' } },
    holds: ["reply.profile.nickName === 'Countess'"],
  },
  { operation: 'replaceUser', body: { profile }, holds: ['!reply.profile.nickName'] },
  { operation: 'listUserGroups', keep: { groupId: 'reply[0].id' }, holds: ['reply.length === 1'] },
  { operation: 'listAssignedRolesForUser', holds: none },
  { operation: 'listUserGrants', holds: none },
  { operation: 'listUserClients', holds: none },
  { operation: 'listAppLinks', holds: none },
  { operation: 'listUserIdentityProviders', holds: none },
  { operation: 'revokeUserSessions' },
  { operation: 'suspendUser' },
  { operation: 'unsuspendUser' },
  {
    operation: 'unlockUser',
    name: 'Unlock a user who is not locked',
    status: 403,
    holds: ["reply.errorCode === 'E0000032'"],
  },
]);

/** The end of that user. */
export const lastOfUsers = inFolder('Users: the end', [
  { operation: 'deactivateUser' },
  {
    operation: 'activateUser',
    query: { sendEmail: 'false' },
    holds: ['reply.activationUrl.includes(reply.activationToken)'],
  },
  { operation: 'deactivateUser' },
  { operation: 'deleteUser' },
]);
