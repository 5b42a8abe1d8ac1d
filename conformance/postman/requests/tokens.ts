import { inFolder } from './wanted.ts';

/** Tokens with a counter, the pool of YubiKeys, and the enrollments that an authenticator app or a key would finish. */
export const tokens = inFolder('Factors: tokens and keys', [
  {
    operation: 'createFactorProfile',
    body: { name: 'Postman {{$guid}}', settings: { timeBased: false, encoding: 'hexadecimal' } },
    keep: { profileId: 'reply.id', profile: 'JSON.stringify(reply)' },
  },
  { operation: 'listFactorProfiles', holds: ['reply.length > 0'] },
  { operation: 'getFactorProfile', holds: ['reply.settings.timeBased === false'] },
  { operation: 'replaceFactorProfile', body: '{{profile}}' },
  {
    operation: 'enrollFactor',
    name: 'Enroll a token with a counter; its secret is that of RFC 4226',
    body: {
      factorType: 'token:hotp',
      provider: 'CUSTOM',
      factorProfileId: '{{profileId}}',
      profile: { sharedSecret: '3132333435363738393031323334353637383930' },
    },
    keep: { factorId: 'reply.id' },
    holds: ["reply.status === 'ACTIVE'"],
  },
  { operation: 'verifyFactor', body: { passCode: '755224' }, holds: ["reply.factorResult === 'SUCCESS'"] },
  { operation: 'unenrollFactor' },
  { operation: 'deleteFactorProfile' },
  {
    operation: 'uploadYubikeyOtpTokenSeed',
    body: {
      serialNumber: '7654321',
      publicId: 'ccccccvvvvvv',
      privateId: '1234567890ab',
      aesKey: '1234567890abcdef1234567890abcdef',
    },
    keep: { tokenId: 'reply.id' },
    holds: ["reply.status === 'UNASSIGNED'"],
  },
  { operation: 'listYubikeyOtpTokens', holds: ['reply.length > 0'] },
  { operation: 'getYubikeyOtpTokenById', holds: ["reply.profile.serial === '000007654321'"] },
  { operation: 'deleteYubikeyOtpToken' },
  ...(
    [
      ['an authenticator app', 'token:software:totp', 'GOOGLE'],
      ['a passkey', 'webauthn', 'FIDO'],
      ['a security key', 'u2f', 'FIDO'],
    ] as const
  ).map(([what, factorType, provider]) => ({
    operation: 'enrollFactor',
    name: `Begin to enroll ${what}`,
    body: { factorType, provider },
    holds: ["reply.status === 'PENDING_ACTIVATION'"],
  })),
]);
