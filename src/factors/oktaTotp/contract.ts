import { CredentialIdEnroll } from '../../contract/factors/credentialId.ts';
import { TokenAnswer, TotpProfile } from '../../contract/factors/totp.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

/** The wire of token:software:totp/OKTA: an authenticator app with a secret of ours. */
export const oktaTotpContract = kindContract({
  factorType: 'token:software:totp',
  provider: 'OKTA',
  vendorName: 'OKTA',
  alwaysShown: true,
  enroll: CredentialIdEnroll,
  answer: TokenAnswer,
  profile: TotpProfile,
});
