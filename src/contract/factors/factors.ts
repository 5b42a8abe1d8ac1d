import { type TSchema, Type } from 'typebox';
import { callContract } from '../../factors/call/contract.ts';
import { duoContract } from '../../factors/duo/contract.ts';
import { emailContract } from '../../factors/email/contract.ts';
import { googleTotpContract } from '../../factors/googleTotp/contract.ts';
import { hotpContract } from '../../factors/hotp/contract.ts';
import { oktaTotpContract } from '../../factors/oktaTotp/contract.ts';
import { pushContract } from '../../factors/push/contract.ts';
import { questionContract } from '../../factors/question/contract.ts';
import { recoveryCodesContract } from '../../factors/recoveryCodes/contract.ts';
import { rsaTokenContract } from '../../factors/rsaToken/contract.ts';
import { signedNonceContract } from '../../factors/signedNonce/contract.ts';
import { smsContract } from '../../factors/sms/contract.ts';
import { symantecTokenContract } from '../../factors/symantecToken/contract.ts';
import { temporaryCodeContract } from '../../factors/temporaryCode/contract.ts';
import { u2fContract } from '../../factors/u2f/contract.ts';
import { webauthnContract } from '../../factors/webauthn/contract.ts';
import { yubikeyContract } from '../../factors/yubikey/contract.ts';
import { Anything, FactorStatus, type KindContract, Links, Timestamp } from '../shared/primitives.ts';

/** The wire shapes of every kind. `factors/index.ts` must implement each; the compiler checks. */
export const kindContracts = [
  smsContract,
  callContract,
  emailContract,
  pushContract,
  signedNonceContract,
  oktaTotpContract,
  googleTotpContract,
  hotpContract,
  yubikeyContract,
  rsaTokenContract,
  duoContract,
  symantecTokenContract,
  u2fContract,
  webauthnContract,
  questionContract,
  recoveryCodesContract,
  temporaryCodeContract,
] as const satisfies readonly KindContract[];

/** Providers the wire knows, whether or not a kind exists for them (fact 58). */
export const factorProviders = ['CUSTOM', 'DUO', 'FIDO', 'GOOGLE', 'OKTA', 'RSA', 'SYMANTEC', 'YUBICO'] as const;

/** Factor types the wire knows, whether or not a kind exists for them (fact 43). */
export const factorTypes = [
  'call',
  'email',
  'push',
  'question',
  'signed_nonce',
  'sms',
  'token',
  'token:hardware',
  'token:hotp',
  'token:software:totp',
  'u2f',
  'web',
  'webauthn',
] as const;

/** Fields that every enroll request may carry beside its kind's own; clients send whole factor objects back. */
const sharedFields = {
  factorType: Type.Optional(Type.Unknown()),
  provider: Type.Optional(Type.Unknown()),
  vendorName: Type.Optional(Type.Unknown()),
  status: Type.Optional(FactorStatus),
  id: Type.Optional(Type.Unknown()),
  created: Type.Optional(Type.Unknown()),
  lastUpdated: Type.Optional(Type.Unknown()),
  _links: Type.Optional(Type.Unknown()),
  _embedded: Type.Optional(Type.Unknown()),
};
export const sharedFieldNames: ReadonlySet<string> = new Set(Object.keys(sharedFields));

/** Any enroll request: the operation checks it again, against the schema of the kind it names. */
export const EnrollRequest = Type.Object(sharedFields);

/** Fields of any body of verify and activate that answer nothing: left-overs of /authn (fact 238), and what the path says. */
const saysNothing = ['activationToken', 'stateToken', 'factorType', 'provider'];

/** Every field of verify and activate that asks for something, of whatever kind, or says nothing; none is an answer. */
export const challengeFieldNames: ReadonlySet<string> = new Set([
  ...kindContracts.flatMap(({ wishes }: KindContract) => namesIn(wishes)),
  ...saysNothing,
]);

/** Every field that the answer to some kind, or a wish about its challenge, may have. */
export const answerFieldNames: ReadonlySet<string> = new Set([
  ...kindContracts.flatMap(({ answer }: KindContract) => namesIn(answer)),
  ...challengeFieldNames,
]);

function namesIn(schema: TSchema | undefined): readonly string[] {
  return Object.keys((schema as { readonly properties?: object } | undefined)?.properties ?? {});
}

/** Any answer: empty asks for a challenge, anything else is checked against the kind's schema. */
export const AnswerRequest = Anything;

export const FactorResource = Type.Object({
  id: Type.String(),
  factorType: Type.String(),
  provider: Type.String(),
  vendorName: Type.String(),
  status: FactorStatus,
  created: Type.Optional(Timestamp),
  lastUpdated: Type.Optional(Timestamp),
  profile: Type.Optional(Anything),
  _links: Links,
  _embedded: Type.Optional(Anything),
});

export const VerifyReply = Type.Object({
  factorResult: Type.String(),
  /** Ours: given with a right answer when the query says `rememberDevice`. */
  deviceToken: Type.Optional(Type.String({ 'x-cofactor-extension': true })),
  /** Ours: Okta has the transaction's id in the links alone. */
  transactionId: Type.Optional(Type.String({ 'x-cofactor-extension': true })),
  profile: Type.Optional(Anything),
  expiresAt: Type.Optional(Timestamp),
  _links: Type.Optional(Links),
  _embedded: Type.Optional(Anything),
});

/** The state of an activation that is carried out elsewhere; once it is, the factor itself is the reply (fact 72). */
export const ActivationStatus = Type.Object({
  expiresAt: Type.Optional(Timestamp),
  factorResult: Type.Enum(['WAITING', 'TIMEOUT', 'REJECTED']),
  _links: Links,
});

export const ActivationReply = Type.Union([FactorResource, ActivationStatus]);

/** A device of a factor's, without its key. */
export const FactorDevice = Type.Object({
  id: Type.String(),
  name: Type.String(),
  platform: Type.String(),
  version: Type.String(),
  created: Timestamp,
  _links: Links,
});

export const CatalogItem = Type.Object({
  factorType: Type.String(),
  provider: Type.String(),
  vendorName: Type.String(),
  enrollment: Type.Enum(['OPTIONAL', 'REQUIRED']),
  status: FactorStatus,
  _links: Links,
  _embedded: Type.Optional(Anything),
});
