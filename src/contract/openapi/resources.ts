import type { Operation } from '../shared/operation.ts';

/** A subject that operations are grouped by: a tag of the API document. */
interface Resource {
  /** Operations whose path begins with it belong here, unless a longer one fits too. */
  readonly prefix: `/${string}`;
  readonly tag: string;
  readonly description: string;
  /** Okta has nothing like it. */
  readonly extension?: true;
}

/** Every resource, in the order in which a reader meets them. */
export const resources: readonly Resource[] = [
  {
    prefix: '/api/v1/users/:userId/factors',
    tag: 'User factors',
    description: 'Enroll, activate, challenge, verify and unenroll the factors of a user.',
  },
  {
    prefix: '/api/v1/users/:userId/factors/:factorId/replacement',
    tag: 'User factors',
    description: '',
    extension: true,
  },
  {
    prefix: '/api/v1/users/:userId/factors/:factorId/devices',
    tag: 'User factors',
    description: '',
    extension: true,
  },
  { prefix: '/api/v1/users', tag: 'Users', description: 'Who there is.' },
  { prefix: '/api/v1/users/:userId/lifecycle', tag: 'User lifecycle', description: 'The steps of a user’s life.' },
  {
    prefix: '/api/v1/users/:userId/credentials',
    tag: 'User credentials',
    description: 'What a user changes with something only the user knows.',
  },
  {
    prefix: '/api/v1/users/:userId/messages',
    tag: 'Messages',
    description: 'What became of the messages a user was to get.',
    extension: true,
  },
  { prefix: '/api/v1/users/:userId/explain', tag: 'Messages', description: '', extension: true },
  { prefix: '/api/v1/iam/assignees/users', tag: 'Roles', description: 'What administrators may do (docs/access.md).' },
  { prefix: '/api/v1/users/:userId/roles', tag: 'Roles', description: '' },
  { prefix: '/api/v1/api-tokens', tag: 'API tokens', description: 'The secrets that back-ends call with.' },
  { prefix: '/api/v1/groups', tag: 'Groups', description: 'The group that policies are for.' },
  { prefix: '/api/v1/authenticators', tag: 'Authenticators', description: 'What the organization has switched on.' },
  { prefix: '/api/v1/org/factors', tag: 'Organization factors', description: 'The older view of the same switches.' },
  {
    prefix: '/api/v1/org/factors/hotp/profiles',
    tag: 'Factor profiles',
    description: 'Kinds of custom one-time-password tokens.',
  },
  {
    prefix: '/api/v1/org/factors/yubikey_token/tokens',
    tag: 'YubiKeys',
    description: 'The organization’s pool of YubiKeys.',
  },
  { prefix: '/api/v1/policies', tag: 'Policies', description: 'Which factors users must, may and must not enroll.' },
  { prefix: '/api/v1/apps', tag: 'Service apps', description: 'Programs that call the API by OAuth 2.0.' },
  { prefix: '/oauth2/v1/clients', tag: 'OAuth clients', description: 'The same programs in the words of RFC 7591.' },
  { prefix: '/.well-known', tag: 'Organization', description: 'What everybody may know of the organization.' },
  { prefix: '/api/v1/templates/sms', tag: 'SMS templates', description: 'What text messages say.' },
  {
    prefix: '/api/v1/templates/call',
    tag: 'Call templates',
    description: 'What calls say.',
    extension: true,
  },
  {
    prefix: '/api/v1/templates/email',
    tag: 'E-mail templates',
    description: 'What e-mails say.',
    extension: true,
  },
  {
    prefix: '/api/v1/message-providers',
    tag: 'Message providers',
    description: 'Who carries messages.',
    extension: true,
  },
  {
    prefix: '/api/v1/telephony-providers',
    tag: 'Telephony providers',
    description: 'Those message providers that Okta has words for.',
  },
  {
    prefix: '/api/v1/inlineHooks',
    tag: 'Inline hooks',
    description: 'Services of yours that are asked to carry text messages and calls.',
  },
  {
    prefix: '/api/v1/eventHooks',
    tag: 'Event hooks',
    description: 'Services of yours that are told of events (docs/event-hooks.md).',
  },
  { prefix: '/api/v1/eventHooks/:eventHookId/deliveries', tag: 'Event hooks', description: '', extension: true },
  {
    prefix: '/api/v1/trustedOrigins',
    tag: 'Trusted origins',
    description: 'Web pages of other origins that may call the API.',
  },
  { prefix: '/api/v1/logs', tag: 'System log', description: 'What happened, and who did it (docs/system-log.md).' },
  {
    prefix: '/api/v1/help-desk',
    tag: 'Help desk',
    description: 'Leave to act on a user, and who gives it (docs/help-desk.md).',
    extension: true,
  },
  { prefix: '/api/v1/users/:userId/help-desk-requests', tag: 'Help desk', description: '', extension: true },
  {
    prefix: '/device/v1',
    tag: 'Devices',
    description: 'What a user’s devices call, each with a key of its own (docs/device-api.md).',
    extension: true,
  },
  {
    prefix: '/hooks/okta/telephony',
    tag: 'Hooks of an Okta org',
    description: 'The other end: an Okta org asks us to carry its messages.',
    extension: true,
  },
];

/** The resource an operation belongs to; an operation that has none is a mistake of ours. */
export function resourceOf({ path }: Pick<Operation, 'path'>): Resource {
  const [found] = resources
    .filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  if (!found) throw new Error(`src/contract/openapi/resources.ts has no resource for ${path}`);
  return found;
}
