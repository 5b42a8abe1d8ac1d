import { type Fault, fault } from '../../domain/fault.ts';
import type { Answer } from './device.ts';

/** The service refused what a device asked: the same, to whoever told the device to ask. */
export function refused(what: string, { status, body }: Answer): Fault {
  const { errorCode, errorSummary, errorCauses = [] } = (body ?? {}) as Partial<Envelope>;
  return fault('validation', { subject: 'device' }).because(
    `${what} was answered ${[status, errorCode, errorSummary].filter(Boolean).join(' ')}`,
    ...errorCauses.map((cause) => cause.errorSummary),
  );
}

interface Envelope {
  readonly errorCode: string;
  readonly errorSummary: string;
  readonly errorCauses: readonly { readonly errorSummary: string }[];
}
