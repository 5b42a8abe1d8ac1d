import type { Activations, U2fChallenge, WebauthnChallenge } from './activations.ts';
import type { Kinds } from './kinds.ts';
import type { FactorStatus, Link, Links } from './wire.ts';

/** Every kind of factor, by factor type and provider. */
export type AllKinds = Kinds;
type Key = keyof AllKinds;
type Kind = AllKinds[Key];

export type FactorType = Kind['factorType'];
type ProvidersOf<T extends FactorType> = Extract<Kind, { factorType: T }>['provider'];

interface FactorOf<K extends Key> {
  /** An SMS factor gets another one when it is activated. */
  id: string;
  factorType: AllKinds[K]['factorType'];
  provider: AllKinds[K]['provider'];
  vendorName: string;
  status: FactorStatus;
  created?: string;
  lastUpdated?: string;
  profile: AllKinds[K]['profile'];
  _links: Links;
  /** Only in the reply to the enrollment. */
  _embedded?: { activation?: K extends keyof Activations ? Activations[K] : { [name: string]: unknown } };
}

/** A user's factor; `factorType` tells which, and with it what its profile is. */
export type Factor = { [K in Key]: FactorOf<K> }[Key];

/** Fields of an enrollment. A phone has a number or no profile: without a profile it is the phone that the user has. */
type Fields<K extends Key> = K extends 'sms/OKTA' | 'call/OKTA'
  ? NumberedFields<AllKinds[K]['enroll']>
  : AllKinds[K]['enroll'];
type NumberedFields<E> = E extends { profile?: infer P }
  ? { profile?: (P & { phoneNumber: string }) | undefined }
  : never;

/** The provider may be left out where a factor type has only one. */
type Named<K extends Key> = [ProvidersOf<AllKinds[K]['factorType']>] extends [AllKinds[K]['provider']]
  ? { factorType: AllKinds[K]['factorType']; provider?: AllKinds[K]['provider'] | undefined }
  : { factorType: AllKinds[K]['factorType']; provider: AllKinds[K]['provider'] };

/** The body of an enrollment; `factorType` tells which fields there are. */
export type EnrollRequest = { [K in Key]: Named<K> & Fields<K> }[Key];

/** The providers of a factor type; any, of one that there is not. */
export type ProviderOf<T extends string> = T extends FactorType ? ProvidersOf<T> : string;

/**
 * The body of an enrollment, by its factor type and provider. Both are found out whatever else is misspelt, so that one
 * slip is one error: the type of the reply does not hang on the other fields.
 */
export type EnrollBody<T extends string, P extends string> = {
  factorType: T extends FactorType ? T : FactorType;
  provider?: (P extends ProviderOf<T> ? P : ProviderOf<T>) | undefined;
} & (P extends ProviderOf<T>
  ? T extends FactorType
    ? Extract<EnrollRequest, { factorType: T; provider?: P | undefined }>
    : Anything
  : Anything);

interface Anything {
  [name: string]: unknown;
}

/** The factor that an enrollment leads to. Of a type or provider that there is not, nothing is known. */
export type Enrolled<T extends string, P extends string = ProviderOf<T>> = T extends FactorType
  ? P extends ProviderOf<T>
    ? Extract<Factor, { factorType: T; provider: P }>
    : // biome-ignore lint/suspicious/noExplicitAny: the mistake is told where it is; another type would tell it again at every use
      any
  : // biome-ignore lint/suspicious/noExplicitAny: as above
    any;

/** The answer that activates a factor, or answers its challenge. */
export type Answer = Kind['answer'];

/** Wishes for a challenge that is asked for. */
export type Wishes = Kind['wishes'];

interface Asked {
  profile?: { [name: string]: unknown };
  expiresAt?: string;
  _links?: Links;
}

/** The outcomes of a verification. A wrong answer is none of them: it is an `ApiError`. */
export type VerifyReply =
  | { factorResult: 'SUCCESS' }
  /** A code was sent, or a question put to a security key: verify again with the answer. */
  | (Asked & { factorResult: 'CHALLENGE'; _embedded?: { challenge?: WebauthnChallenge | U2fChallenge } })
  /** The user is asked on another device, and shown this number if there is one: `waitForPush`. */
  | (Asked & {
      factorResult: 'WAITING';
      /** Cofactor says it; of Okta's it is the end of the links. */
      transactionId?: string;
      _links: { poll: Link; cancel: Link };
      _embedded?: { challenge?: { correctAnswer?: number } };
    })
  | (Asked & {
      factorResult:
        | 'REJECTED'
        | 'TIMEOUT'
        | 'CANCELLED'
        | 'FAILED'
        | 'EXPIRED'
        | 'ERROR'
        | 'PASSCODE_REPLAYED'
        | 'TIME_WINDOW_EXCEEDED';
    });
