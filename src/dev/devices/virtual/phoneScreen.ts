/** Whose question it answers. */
export interface PhoneAccount {
  readonly userId: string;
  readonly factorId: string;
  readonly login: string;
  readonly organization: string;
}

/** A question, as the phone's screen shows it. */
export interface PhoneRequest {
  readonly id: string;
  readonly created: string;
  readonly expiresAt: string;
  /** Numbers of which the owner is to pick one. */
  readonly numbers?: readonly number[];
  readonly from: { readonly address?: string; readonly userAgent?: string };
}

/** The answers to a question; `NOT_ME` is a denial that reports an attack. */
export type PhoneDecision = 'APPROVE' | 'DENY' | 'NOT_ME';

/** An answer of the owner's, and the service's reply to it. */
export interface OwnerAnswer {
  readonly decision: PhoneDecision;
  readonly number?: number;
  readonly at: string;
  readonly result: 'SUCCESS' | 'REJECTED' | 'REFUSED';
  /** Why the service refused it: it came too late, for example. */
  readonly why?: string;
}

/** A question, and what the owner said first. */
export interface AskedOnPhone extends PhoneRequest {
  answer?: OwnerAnswer;
}
