import { randomBytes } from 'node:crypto';
import { type Counters, createVirtualYubikey, otp } from '../../../src/dev/devices/virtual/virtualYubikey.ts';
import type { VirtualYubikey, YubikeySeed } from '../../../src/dev/devices/virtual/yubikey.ts';

/** The virtual YubiKey of development mode, with real randomness and time. */
export const fakeYubikey = (given: Partial<YubikeySeed> = {}): VirtualYubikey =>
  createVirtualYubikey({ random: randomBytes, now: () => Temporal.Now.instant() }, given);

/** One passcode with the counters of choice. */
export const passcodeAt = (
  seed: Omit<YubikeySeed, 'serialNumber'>,
  counters: Pick<Counters, 'usage' | 'use'>,
): string => otp(seed, { timestamp: 0, ...counters }, randomBytes);
