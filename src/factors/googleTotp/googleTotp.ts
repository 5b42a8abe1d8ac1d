import type { Context } from '../../domain/factors/context.ts';
import { refuse } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import { fromBase32 } from '../../domain/hardwareTokens/base32.ts';
import { fault } from '../../domain/values/fault.ts';
import { enrollTotp, TOTP_SECRET_BYTES, totpRules } from '../shared/totp.ts';
import { googleTotpContract } from './contract.ts';

/** 16 to 32 characters base32 (fact 49). */
const MIN_BYTES = 10;
const MAX_BYTES = 20;

/** An authenticator app of any maker; a token that exists elsewhere moves here with its secret. */
export const googleTotp: FactorKind<typeof googleTotpContract, typeof totpRules.state> = {
  ...totpRules,
  contract: googleTotpContract,
  authenticator: { key: 'google_otp', method: 'otp' },
  enroll({ profile }, context) {
    const key = keyOf(profile?.sharedSecret, context);
    if (key) return enrollTotp(key, { keyLength: 16 }, context);
    const invalid = fault('validation', { subject: 'factorEnrollRequest' });
    return refuse(
      invalid.because('profile.sharedSecret: Send 16 to 32 characters base32 (A to Z, 2 to 7), or none to get one.'),
      'INVALID_SECRET',
    );
  },
  claims: (_state, { id }) => [`${id}:totp:GOOGLE`],
};

function keyOf(sharedSecret: string | undefined, { random }: Context): Uint8Array | undefined {
  if (sharedSecret === undefined) return random(TOTP_SECRET_BYTES);
  const key = sharedSecret.length > 64 ? undefined : fromBase32(sharedSecret);
  return key && key.length >= MIN_BYTES && key.length <= MAX_BYTES ? key : undefined;
}
