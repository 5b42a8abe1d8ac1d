/** A request of the collection: an operation of the contract, or a call of development mode that stands for a person. */
export interface Wanted {
  readonly folder: string;
  readonly name?: string;
  readonly operation?: string;
  readonly dev?: { readonly method: string; readonly path: string };
  readonly query?: Readonly<Record<string, string>>;
  /** JSON, or a text in which a variable stands for the whole of it. */
  readonly body?: unknown;
  readonly status?: number;
  /** What later requests need: a variable, and a JavaScript expression in `reply`. */
  readonly keep?: Readonly<Record<string, string>>;
  /** Expressions in `reply` that must be true. */
  readonly holds?: readonly string[];
}

const PHONE = '+18024482036';
const profile = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  login: 'ada-{{$guid}}@example.com',
};
const later = (folder: string): Wanted => ({
  folder,
  name: 'Half a minute later (development mode)',
  dev: { method: 'POST', path: '/dev/clock' },
  body: { advance: 'PT30S' },
});
const inbox = (folder: string): Wanted => ({
  folder,
  name: 'Read the code (development mode)',
  dev: { method: 'GET', path: `/dev/inbox?to=${encodeURIComponent(PHONE)}` },
  keep: { passCode: 'reply.at(-1).code' },
});

const users: readonly Wanted[] = [
  {
    folder: 'Users',
    operation: 'createUser',
    query: { activate: 'true' },
    body: { profile, credentials: { password: { value: 'Correct-horse-7' } } },
    keep: { userId: 'reply.id' },
    holds: ["reply.status === 'ACTIVE'"],
  },
  { folder: 'Users', operation: 'getUser', holds: ["reply.profile.lastName === 'Lovelace'"] },
  { folder: 'Users', operation: 'listUsers', holds: ['reply.length > 0'] },
  { folder: 'Users', operation: 'updateUser', body: { profile: { nickName: 'Countess' } } },
  { folder: 'Users', operation: 'listUserGroups', holds: ['reply.length === 1'] },
  { folder: 'Users', operation: 'suspendUser' },
  { folder: 'Users', operation: 'unsuspendUser' },
];

const sms: readonly Wanted[] = [
  { folder: 'Factors: text message', operation: 'listSupportedFactors', holds: ['reply.length > 0'] },
  {
    folder: 'Factors: text message',
    operation: 'enrollFactor',
    body: { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: PHONE } },
    keep: { factorId: 'reply.id' },
    holds: ["reply.status === 'PENDING_ACTIVATION'"],
  },
  later('Factors: text message'),
  {
    folder: 'Factors: text message',
    operation: 'resendFactor',
    body: { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: PHONE } },
  },
  inbox('Factors: text message'),
  {
    folder: 'Factors: text message',
    operation: 'activateFactor',
    body: { passCode: '{{passCode}}' },
    keep: { factorId: 'reply.id' },
    holds: ["reply.status === 'ACTIVE'"],
  },
  later('Factors: text message'),
  {
    folder: 'Factors: text message',
    name: 'Challenge',
    operation: 'verifyFactor',
    holds: ["reply.factorResult === 'CHALLENGE'"],
  },
  inbox('Factors: text message'),
  {
    folder: 'Factors: text message',
    operation: 'verifyFactor',
    body: { passCode: '{{passCode}}' },
    holds: ["reply.factorResult === 'SUCCESS'"],
  },
  { folder: 'Factors: text message', operation: 'getFactor', holds: ["reply.factorType === 'sms'"] },
  { folder: 'Factors: text message', operation: 'listFactors', holds: ['reply.length > 0'] },
  { folder: 'Factors: text message', operation: 'unenrollFactor' },
];

const question: readonly Wanted[] = [
  { folder: 'Factors: question', operation: 'listSecurityQuestions', holds: ['reply.length > 0'] },
  {
    folder: 'Factors: question',
    operation: 'enrollFactor',
    body: { factorType: 'question', provider: 'OKTA', profile: { question: 'disliked_food', answer: 'mayonnaise' } },
    keep: { factorId: 'reply.id' },
  },
  {
    folder: 'Factors: question',
    operation: 'verifyFactor',
    body: { answer: 'mayonnaise' },
    holds: ["reply.factorResult === 'SUCCESS'"],
  },
  {
    folder: 'Factors: question',
    name: 'A wrong answer',
    operation: 'verifyFactor',
    body: { answer: 'mustard' },
    status: 403,
    holds: ["reply.errorCode === 'E0000068'"],
  },
];

const push: readonly Wanted[] = [
  {
    folder: 'Factors: push',
    operation: 'enrollFactor',
    body: { factorType: 'push', provider: 'OKTA' },
    keep: { factorId: 'reply.id' },
  },
  {
    folder: 'Factors: push',
    name: 'A phone that approves (development mode)',
    dev: { method: 'POST', path: '/dev/devices' },
    body: { type: 'phone', userId: '{{userId}}', factorId: '{{factorId}}', behaviour: 'approve' },
  },
  {
    folder: 'Factors: push',
    operation: 'listFactors',
    keep: { factorId: "reply.find(({ factorType }) => factorType === 'push').id" },
  },
  {
    folder: 'Factors: push',
    name: 'Ask',
    operation: 'verifyFactor',
    status: 201,
    keep: { transactionId: "reply._links.poll.href.split('/').at(-1)" },
  },
  {
    folder: 'Factors: push',
    operation: 'getFactorTransactionStatus',
    holds: ['/WAITING|SUCCESS/.test(reply.factorResult)'],
  },
  { folder: 'Factors: push', operation: 'resetFactors' },
];

const organization: readonly Wanted[] = [
  {
    folder: 'Templates',
    operation: 'createSmsTemplate',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders of Okta's templates.
    body: { name: 'Postman', type: 'SMS_VERIFY_CODE', template: 'Your ${org.name} code is ${code}' },
    keep: { templateId: 'reply.id' },
  },
  { folder: 'Templates', operation: 'getSmsTemplate', holds: ["reply.name === 'Postman'"] },
  { folder: 'Templates', operation: 'listSmsTemplates', holds: ['reply.length > 1'] },
  { folder: 'Templates', operation: 'deleteSmsTemplate' },
  {
    folder: 'Authenticators',
    operation: 'listAuthenticators',
    keep: { authenticatorId: "reply.find(({ key }) => key === 'phone_number').id" },
  },
  { folder: 'Authenticators', operation: 'getAuthenticator', holds: ["reply.key === 'phone_number'"] },
  { folder: 'Authenticators', operation: 'listAuthenticatorMethods', holds: ['reply.length === 2'] },
  { folder: 'Authenticators', operation: 'deactivateAuthenticator', holds: ["reply.status === 'INACTIVE'"] },
  { folder: 'Authenticators', operation: 'activateAuthenticator', holds: ["reply.status === 'ACTIVE'"] },
  {
    folder: 'Policies',
    operation: 'listPolicies',
    query: { type: 'MFA_ENROLL' },
    keep: { policyId: 'reply[0].id', policy: 'JSON.stringify(reply[0])' },
  },
  { folder: 'Policies', operation: 'getPolicy', holds: ["reply.type === 'MFA_ENROLL'"] },
  { folder: 'Policies', operation: 'replacePolicy', body: '{{policy}}' },
  { folder: 'Users: the end', operation: 'deactivateUser' },
  { folder: 'Users: the end', operation: 'deleteUser' },
];

/** Every request of the collection, in the order in which they work. */
export const requests: readonly Wanted[] = [...users, ...sms, ...question, ...push, ...organization];
