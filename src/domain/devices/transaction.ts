/** Where a transaction stands. TIMEOUT is what the clock makes of one that is WAITING. */
export type TransactionStatus = 'WAITING' | 'SUCCESS' | 'REJECTED' | 'CANCELLED' | 'TIMEOUT';

/** What a kind wants to have asked elsewhere. */
export interface Question {
  /** Whose answer is asked for, as the caller is shown (fact 95). */
  readonly credentialId: string;
  /** The caller shows `correct`; whoever answers picks it out of `choices` (fact 98). */
  readonly number?: { readonly correct: number; readonly choices: readonly number[] };
}

/** A question that is answered elsewhere, and asked after by its id. */
export interface Transaction extends Question {
  readonly id: string;
  readonly userId: string;
  readonly factorId: string;
  readonly status: TransactionStatus;
  readonly created: Temporal.Instant;
  readonly expires: Temporal.Instant;
  /** Who asked, as the caller reports it: shown to whoever is to answer. */
  readonly from: { readonly address?: string; readonly userAgent?: string };
}

export interface TransactionRef {
  readonly userId: string;
  readonly factorId: string;
  readonly transactionId: string;
}

/** What is done to transactions; one that is no longer waiting is never written again. */
export type TransactionWrite =
  /** Cancels the one that waited for the same factor. */
  | { readonly do: 'insertTransaction'; readonly transaction: Transaction }
  /** `stale` when it is not waiting, or when its time is over and it is not TIMEOUT that is to be written. */
  | {
      readonly do: 'endTransaction';
      readonly transaction: Transaction;
      readonly status: Exclude<TransactionStatus, 'WAITING'>;
      readonly at: Temporal.Instant;
    };

/** How long a question may be answered; Okta says only that it is short (fact 94). */
export const TRANSACTION_LIFETIME = Temporal.Duration.from({ minutes: 5 });

/** What a transaction is worth at a moment. */
export const statusAt = ({ status, expires }: Transaction, now: Temporal.Instant): TransactionStatus =>
  status === 'WAITING' && Temporal.Instant.compare(now, expires) >= 0 ? 'TIMEOUT' : status;

/** 22 letters of base64url behind the prefix (fact 7). */
export const newTransactionId = (random: (bytes: number) => Uint8Array): string =>
  `v2mst.${Buffer.from(random(17)).toString('base64url').slice(0, 22)}`;
