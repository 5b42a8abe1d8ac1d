import { Type } from 'typebox';
import { refuse } from '../../domain/factors/decision.ts';
import type { FactorKind } from '../../domain/factors/kind.ts';
import { fault } from '../../domain/values/fault.ts';
import { signedNonceContract } from './contract.ts';

const State = Type.Object({
  login: Type.String(),
  /** The device of the push factor it came with. */
  shown: Type.Optional(
    Type.Object({
      deviceType: Type.String(),
      key: Type.Record(Type.String(), Type.String()),
      name: Type.String(),
      platform: Type.String(),
      version: Type.String(),
    }),
  ),
});

/** The device's key as a factor of its own: it comes and goes with push, and is not verified here (facts 23, 52). */
export const signedNonce: FactorKind<typeof signedNonceContract, typeof State> = {
  contract: signedNonceContract,
  idPrefix: { pending: 'crp', active: 'crp' },
  authenticator: { key: 'okta_verify', method: 'signed_nonce' },
  state: State,
  takesAlong: ['push/OKTA', 'token:software:totp/OKTA'],
  wire: { noVerifyLink: true, enrolledAlong: 'push/OKTA' },

  enroll: () =>
    refuse(
      fault('validation', { subject: 'factorEnrollRequest' }).because(
        'signed_nonce cannot be enrolled by itself: enroll push, and the device that activates it brings this factor.',
      ),
      'ENROLLED_ALONG',
    ),

  claims: (_state, { id }) => [`${id}:signed_nonce`],

  profile({ login, shown }) {
    if (!shown) return undefined;
    const { key, ...device } = shown;
    return {
      credentialId: login,
      ...device,
      keys: [{ ...key, use: 'sig', kid: 'default', jwkType: 'proofOfPossession' }],
    };
  },
};
