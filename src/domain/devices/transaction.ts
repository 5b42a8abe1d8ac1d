import { hasEnded } from '../values/lifetime.ts';

/** The status of a transaction. A WAITING one becomes TIMEOUT when its time is over. */
export type TransactionStatus = 'WAITING' | 'SUCCESS' | 'REJECTED' | 'CANCELLED' | 'TIMEOUT';

/** A question that a kind has put to a device. */
export interface Question {
  /** Whose answer is asked for, as the caller is shown (fact 95). */
  readonly credentialId: string;
  /** The caller shows `correct`; the user picks it out of `choices` on the device (fact 98). */
  readonly number?: { readonly correct: number; readonly choices: readonly number[] };
  /** The question as an outside service has it, which is asked after its answer. */
  readonly outside?: OutsideQuestion;
}

/** A question that an outside service puts to a user by itself, as it is kept, sealed, with its transaction. */
export interface OutsideQuestion {
  /** The name by which the service knows the user. */
  readonly userName: string;
  /** The service's own name for the question; undefined where the user is sent to a page of the service's. */
  readonly ticket?: string;
}

/** A question that is answered elsewhere, and asked after by its id. */
export interface Transaction extends Question {
  readonly id: string;
  readonly userId: string;
  readonly factorId: string;
  readonly status: TransactionStatus;
  /** The one who asks, as budgets and other questions are told apart by: `sharedName` of the requester. */
  readonly requester: string;
  readonly created: Temporal.Instant;
  readonly expires: Temporal.Instant;
  /** The origin of the question as the caller reports it, shown to the user on the device. */
  readonly from: { readonly address?: string; readonly userAgent?: string };
}

export interface TransactionRef {
  readonly userId: string;
  readonly factorId: string;
  readonly transactionId: string;
}

/** Changes of transactions; one that is no longer waiting is never written again. */
export type TransactionWrite =
  /** Cancels the one of the same requester that waited for the same factor. */
  | { readonly do: 'insertTransaction'; readonly transaction: Transaction }
  /** `stale` when it is not waiting, or when its time is over and it is not TIMEOUT that is to be written. */
  | {
      readonly do: 'endTransaction';
      readonly transaction: Transaction;
      readonly status: Exclude<TransactionStatus, 'WAITING'>;
      readonly at: Temporal.Instant;
    };

/** The time in which a question may be answered; Okta says only that it is short (fact 94). */
export const TRANSACTION_LIFETIME = Temporal.Duration.from({ minutes: 5 });

/** The status of a transaction at a moment. */
export const statusAt = ({ status, expires }: Transaction, now: Temporal.Instant): TransactionStatus =>
  status === 'WAITING' && hasEnded(expires, TRANSACTION_LIFETIME, now) ? 'TIMEOUT' : status;

/** 22 letters of base64url behind the prefix (fact 7). */
export const newTransactionId = (random: (bytes: number) => Uint8Array): string =>
  `v2mst.${Buffer.from(random(17)).toString('base64url').slice(0, 22)}`;
