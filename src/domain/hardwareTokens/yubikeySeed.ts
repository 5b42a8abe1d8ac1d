import { type Fault, fault } from '../values/fault.ts';
import type { YubikeySeed } from './yubikeyPool.ts';

/** A seed as a request or a file gives it: nothing has been checked. */
interface SeedInput {
  readonly serialNumber?: string | undefined;
  readonly publicId?: string | undefined;
  readonly privateId?: string | undefined;
  readonly aesKey?: string | undefined;
}

const fields = {
  serialNumber: { form: /^\d{1,12}$/, is: '1 to 12 digits' },
  publicId: { form: /^[cbdefghijklnrtuv]{12}$/, is: '12 modhex characters' },
  privateId: { form: /^[0-9a-f]{12}$/, is: '12 hexadecimal characters' },
  aesKey: { form: /^[0-9a-f]{32}$/, is: '32 hexadecimal characters' },
} as const;

/** A seed in the form it is kept in, or everything that is wrong with it; what was given is never repeated (fact 217). */
export function readSeed(given: SeedInput): YubikeySeed | Fault {
  const value = (name: keyof typeof fields) => (given[name] ?? '').trim().toLowerCase();
  const wrong = (Object.keys(fields) as (keyof typeof fields)[]).filter((name) => !fields[name].form.test(value(name)));
  const [first] = wrong;
  if (first !== undefined) {
    return fault('validation', { subject: first }).because(
      ...wrong.map((name) => `${name}: must be ${fields[name].is}`),
    );
  }
  return {
    serial: paddedSerial(value('serialNumber')),
    publicId: value('publicId'),
    privateId: value('privateId'),
    aesKey: value('aesKey'),
  };
}

/** 12 digits, as serial numbers are kept, shown and compared (fact 27). */
export const paddedSerial = (serial: string): string => serial.padStart(12, '0');
