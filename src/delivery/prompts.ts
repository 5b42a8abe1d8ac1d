import type { DeviceSubscription } from '../contract/devices/device.ts';

/** A new question, and the devices whose owner is to be told of it. */
export interface Prompt {
  readonly userId: string;
  readonly factorId: string;
  readonly transactionId: string;
  readonly expires: Temporal.Instant;
  /** Whose service asks. */
  readonly organization: string;
  readonly devices: readonly PromptedDevice[];
}

export interface PromptedDevice {
  readonly kid: string;
  readonly name: string;
  /** The push subscription that wakes the device's browser; without one the device finds out when it next asks. */
  readonly subscription?: DeviceSubscription;
}

/**
 * Tells devices that something waits for them. They fetch the question themselves, so a lost prompt costs time and
 * nothing else.
 */
export interface Prompts {
  /** Called once the question is written. Neither waits nor throws: nobody's answer depends on it. */
  send(prompt: Prompt): void;
  /** The public key that browsers subscribe with (VAPID, RFC 8292); undefined where none are woken. */
  publicKey(): Promise<string | undefined>;
}

/** Tells nobody: devices that hold a request open are woken in process, others find out when they next ask. */
export const noPrompts: Prompts = {
  send: () => {},
  publicKey: async () => undefined,
};
