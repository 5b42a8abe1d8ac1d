import type { UnnamedCallers } from '../budgets/answerBudgets.ts';
import { defaultPasswordPolicy, type PasswordPolicy } from '../users/passwordPolicy.ts';
import type { CountryCode } from '../values/phoneNumber.ts';
import { defaultFidoPolicy, type FidoPolicy } from './fidoPolicy.ts';
import { type GuardPolicy, noGuard } from './guardPolicy.ts';

/** The service's policy on codes and passwords, as an administrator sets it. */
export interface Policy {
  /** Digits of a code we send. */
  readonly codeLength: number;
  /** The lifetime of a code sent by phone. */
  readonly codeLifetime: Temporal.Duration;
  /** The code for a recipient whose code is not to be random. Development mode and tests alone ever set it. */
  readonly fixedCode?: (to: string, now: Temporal.Instant) => string | undefined;
  readonly password: PasswordPolicy;
  /**
   * The organization's name: shown by authenticator apps beside the user's, and what `${org.name}` of a template stands
   * for.
   */
  readonly issuer: string;
  /** The country whose numbers are written without a plus sign. */
  readonly defaultCountry: CountryCode;
  /** Which text messages and calls are kept back. */
  readonly guard: GuardPolicy;
  readonly fido: FidoPolicy;
  /** The treatment of short answers of callers who name no address, once the free ones are used up (ADR 4). */
  readonly unnamedCallers: UnnamedCallers;
}

export const defaultPolicy: Policy = {
  codeLength: 6,
  codeLifetime: Temporal.Duration.from({ minutes: 5 }),
  password: defaultPasswordPolicy,
  issuer: 'Cofactor',
  defaultCountry: 'US',
  guard: noGuard,
  fido: defaultFidoPolicy,
  unnamedCallers: 'available',
};
