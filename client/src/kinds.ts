// Made by `npm run generate` from the contract of the service; do not edit.

import type { CallKind } from './kinds/call.ts';
import type { EmailKind } from './kinds/email.ts';
import type { PushKind } from './kinds/push.ts';
import type { QuestionKind } from './kinds/question.ts';
import type { RecoveryCodesKind } from './kinds/recoveryCodes.ts';
import type { SignedNonceKind } from './kinds/signedNonce.ts';
import type { SmsKind } from './kinds/sms.ts';
import type { TemporaryCodeKind } from './kinds/temporaryCode.ts';
import type { TokenHardwareYubicoKind } from './kinds/tokenHardwareYubico.ts';
import type { TokenHotpCustomKind } from './kinds/tokenHotpCustom.ts';
import type { TokenRsaKind } from './kinds/tokenRsa.ts';
import type { TokenSoftwareTotpKind } from './kinds/tokenSoftwareTotp.ts';
import type { TokenSoftwareTotpGoogleKind } from './kinds/tokenSoftwareTotpGoogle.ts';
import type { TokenSymantecKind } from './kinds/tokenSymantec.ts';
import type { U2fFidoKind } from './kinds/u2fFido.ts';
import type { WebDuoKind } from './kinds/webDuo.ts';
import type { WebauthnFidoKind } from './kinds/webauthnFido.ts';

/** The kinds of factors Cofactor has, by factor type and provider. */
export interface Kinds {
  'sms/OKTA': SmsKind;
  'call/OKTA': CallKind;
  'email/OKTA': EmailKind;
  'push/OKTA': PushKind;
  'signed_nonce/OKTA': SignedNonceKind;
  'token:software:totp/OKTA': TokenSoftwareTotpKind;
  'token:software:totp/GOOGLE': TokenSoftwareTotpGoogleKind;
  'token:hotp/CUSTOM': TokenHotpCustomKind;
  'token:hardware/YUBICO': TokenHardwareYubicoKind;
  'token/RSA': TokenRsaKind;
  'web/DUO': WebDuoKind;
  'token/SYMANTEC': TokenSymantecKind;
  'u2f/FIDO': U2fFidoKind;
  'webauthn/FIDO': WebauthnFidoKind;
  'question/OKTA': QuestionKind;
  'cofactor:recovery_codes/COFACTOR': RecoveryCodesKind;
  'cofactor:temporary_code/COFACTOR': TemporaryCodeKind;
}
