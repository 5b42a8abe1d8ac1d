/** How one call of the scenario went with one client. */
export interface Result {
  readonly operation: string;
  /** The kind of factor, or another word that tells calls of one operation apart; may be empty. */
  readonly subject: string;
  readonly outcome: 'passed' | 'failed' | 'absent';
  /** In one line, for a call that failed. */
  readonly error?: string;
}

/** A name of a call in expectations and reports: `verifyFactor sms`. */
export const nameOf = ({ operation, subject }: Pick<Result, 'operation' | 'subject'>): string =>
  `${operation} ${subject}`.trim();
