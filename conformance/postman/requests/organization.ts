import { inFolder, type Wanted } from './wanted.ts';

const authenticators = inFolder('Authenticators', [
  {
    operation: 'listAuthenticators',
    keep: {
      authenticatorId: "reply.find(({ key }) => key === 'phone_number').id",
      authenticator: "JSON.stringify(reply.find(({ key }) => key === 'phone_number'))",
    },
  },
  { operation: 'getAuthenticator', holds: ["reply.key === 'phone_number'"] },
  { operation: 'replaceAuthenticator', body: '{{authenticator}}', holds: ["reply.name === 'Phone'"] },
  { operation: 'deactivateAuthenticator', holds: ["reply.status === 'INACTIVE'"] },
  { operation: 'activateAuthenticator', holds: ["reply.status === 'ACTIVE'"] },
  { operation: 'listAuthenticatorMethods', holds: ['reply.length === 2'] },
  ...(
    [
      ['getAuthenticatorMethod', 'ACTIVE'],
      ['deactivateAuthenticatorMethod', 'INACTIVE'],
      ['activateAuthenticatorMethod', 'ACTIVE'],
      ['replaceAuthenticatorMethod', 'ACTIVE'],
    ] as const
  ).map(([operation, status]) => ({
    operation,
    params: { methodType: 'sms' },
    ...(operation === 'replaceAuthenticatorMethod' && { body: { type: 'sms' } }),
    holds: [`reply.status === '${status}'`],
  })),
  {
    operation: 'createAuthenticator',
    body: { key: 'custom_otp', name: 'Tokens of the bank' },
    holds: ["reply.status === 'ACTIVE'"],
  },
]);

const policies = inFolder('Policies', [
  {
    operation: 'listPolicies',
    query: { type: 'MFA_ENROLL' },
    keep: { policyId: 'reply[0].id', policy: 'JSON.stringify(reply[0])' },
  },
  { operation: 'getPolicy', holds: ["reply.type === 'MFA_ENROLL'"] },
  { operation: 'replacePolicy', body: '{{policy}}' },
  { operation: 'listPolicyRules', holds: ['reply.length === 0'] },
]);

const factors = inFolder('Factors of the organization', [
  { operation: 'listOrgFactors', holds: ["reply.some(({ id }) => id === 'okta_sms')"] },
  ...(['getOrgFactor', 'deactivateOrgFactor', 'activateOrgFactor'] as const).map((operation) => ({
    operation,
    params: { factorId: 'okta_sms' },
    holds: [`reply.status === '${operation === 'deactivateOrgFactor' ? 'INACTIVE' : 'ACTIVE'}'`],
  })),
]);

const about = inFolder('Organization', [
  { operation: 'getWellknownOrgMetadata', holds: ["reply.pipeline === 'idx'"] },
  {
    operation: 'listGroups',
    query: { q: 'Everyone' },
    keep: { groupId: 'reply[0].id' },
    holds: ['reply.length === 1'],
  },
  { operation: 'getGroup', holds: ["reply.profile.name === 'Everyone'"] },
]);

/** What an administrator sets for everybody. */
export const organization: readonly Wanted[] = [...authenticators, ...policies, ...factors, ...about];
