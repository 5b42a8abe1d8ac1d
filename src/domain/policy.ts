/** Numbers an administrator may set about codes. */
export interface Policy {
  /** Digits of a code we send. */
  readonly codeLength: number;
  /** How long a code sent by phone is good for. */
  readonly codeLifetime: Temporal.Duration;
}

export const defaultPolicy: Policy = {
  codeLength: 6,
  codeLifetime: Temporal.Duration.from({ minutes: 5 }),
};
