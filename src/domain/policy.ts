import { defaultPasswordPolicy, type PasswordPolicy } from './passwordPolicy.ts';

/** What an administrator may set about codes and passwords. */
export interface Policy {
  /** Digits of a code we send. */
  readonly codeLength: number;
  /** How long a code sent by phone is good for. */
  readonly codeLifetime: Temporal.Duration;
  readonly password: PasswordPolicy;
  /** The name an authenticator app shows beside the user's. */
  readonly issuer: string;
}

export const defaultPolicy: Policy = {
  codeLength: 6,
  codeLifetime: Temporal.Duration.from({ minutes: 5 }),
  password: defaultPasswordPolicy,
  issuer: 'Cofactor',
};
