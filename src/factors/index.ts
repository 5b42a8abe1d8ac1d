import type { kindContracts } from '../contract/factors/factors.ts';
import type { AnyKind, FactorKind } from '../domain/factors/kind.ts';
import { call } from './call/call.ts';
import { duo } from './duo/duo.ts';
import { email } from './email/email.ts';
import { googleTotp } from './googleTotp/googleTotp.ts';
import { hotp } from './hotp/hotp.ts';
import { oktaTotp } from './oktaTotp/oktaTotp.ts';
import { push } from './push/push.ts';
import { question } from './question/question.ts';
import { recoveryCodes } from './recoveryCodes/recoveryCodes.ts';
import { rsaToken } from './rsaToken/rsaToken.ts';
import { signedNonce } from './signedNonce/signedNonce.ts';
import { sms } from './sms/sms.ts';
import { symantecToken } from './symantecToken/symantecToken.ts';
import { temporaryCode } from './temporaryCode/temporaryCode.ts';
import { u2f } from './u2f/u2f.ts';
import { webauthn } from './webauthn/webauthn.ts';
import { yubikey } from './yubikey/yubikey.ts';

type Contract = (typeof kindContracts)[number];
type ByKey = { [C in Contract as `${C['factorType']}/${C['provider']}`]: C };

/** Every kind this service knows. A contract without an implementation does not compile. */
// biome-ignore lint/suspicious/noExplicitAny: each kind has types of its own
const kinds: { readonly [K in keyof ByKey]: FactorKind<ByKey[K], any, any, any> } = {
  'sms/OKTA': sms,
  'call/OKTA': call,
  'email/OKTA': email,
  'push/OKTA': push,
  'signed_nonce/OKTA': signedNonce,
  'token:software:totp/OKTA': oktaTotp,
  'token:software:totp/GOOGLE': googleTotp,
  'token:hotp/CUSTOM': hotp,
  'token:hardware/YUBICO': yubikey,
  'token/RSA': rsaToken,
  'web/DUO': duo,
  'token/SYMANTEC': symantecToken,
  'u2f/FIDO': u2f,
  'webauthn/FIDO': webauthn,
  'question/OKTA': question,
  'cofactor:recovery_codes/COFACTOR': recoveryCodes,
  'cofactor:temporary_code/COFACTOR': temporaryCode,
};

/** The place of each kind's factors in the list of a user's (fact 236). Those of unknown place come after, ours last. */
const places: { readonly [K in keyof ByKey]: number } = {
  'question/OKTA': 0,
  'call/OKTA': 1,
  'email/OKTA': 2,
  'sms/OKTA': 3,
  'token:software:totp/GOOGLE': 4,
  'signed_nonce/OKTA': 5,
  'push/OKTA': 6,
  'token:software:totp/OKTA': 7,
  'webauthn/FIDO': 8,
  'u2f/FIDO': 9,
  'token:hardware/YUBICO': 10,
  'token:hotp/CUSTOM': 11,
  'token/RSA': 12,
  'web/DUO': 13,
  'token/SYMANTEC': 14,
  'cofactor:recovery_codes/COFACTOR': 15,
  'cofactor:temporary_code/COFACTOR': 16,
};

/** The place of a kind's factors in the list of a user's; those of one place stand in order of creation. */
export const placeOf = ({ contract: { factorType, provider } }: AnyKind): number =>
  places[`${factorType}/${provider}` as keyof ByKey];

const byKey: ReadonlyMap<string, AnyKind> = new Map(Object.entries(kinds));

export const allKinds: readonly AnyKind[] = [...byKey.values()];

export function kindOf(factorType: string, provider: string): AnyKind | undefined {
  return byKey.get(`${factorType}/${provider}`);
}
