import { type Fault, fault } from '../../domain/values/fault.ts';
import type { CodeCheck } from './codes.ts';

const hints: Record<Exclude<CodeCheck, 'MATCH'>, string> = {
  WRONG_CODE: 'The code is not the one that was sent.',
  EXPIRED: 'The code has expired; ask for a new one.',
  SUPERSEDED: 'The code was replaced by a newer one; use the newest message.',
  USED: 'The code was already used; ask for a new one.',
  NEVER_SENT: 'No code is waiting for an answer; ask for one first.',
};

/** The fault of a code that was not accepted: Okta's words, then the real reason (fact 83). */
export const wrongCode = (check: Exclude<CodeCheck, 'MATCH'>): Fault => fault('invalidPasscode').because(hints[check]);
