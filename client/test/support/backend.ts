import type { ClientOptions } from '../../src/options.ts';

/** A service the flows run against, and what its test may see and do from outside. */
export interface Backend {
  readonly name: string;
  /** Whether a user keeps a phone while it is changed. */
  readonly keepsOldPhone: boolean;
  readonly options: ClientOptions;
  newUser(): Promise<string>;
  /** The newest code sent to a number. */
  code(number: string): string;
  /** Number of messages that went to a phone number. */
  messages(number: string): number;
  advance(seconds: number): void;
  /** From now on no message is delivered, or all are again. */
  breakDelivery(on: boolean): void;
  close(): Promise<void>;
}
