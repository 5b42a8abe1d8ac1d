import type { FactorKind } from '../../domain/factors/kind.ts';
import { enrollTotp, TOTP_SECRET_BYTES, totpRules } from '../shared/totp.ts';
import { oktaTotpContract } from './contract.ts';

/** An authenticator app that shows a code every 30 seconds (RFC 6238). */
export const oktaTotp: FactorKind<typeof oktaTotpContract, typeof totpRules.state> = {
  ...totpRules,
  contract: oktaTotpContract,
  authenticator: { key: 'okta_verify', method: 'totp' },
  enroll: (_request, context) => enrollTotp(context.random(TOTP_SECRET_BYTES), { keyLength: 6 }, context),
  claims: (_state, { id }) => [`${id}:totp:OKTA`],
};
