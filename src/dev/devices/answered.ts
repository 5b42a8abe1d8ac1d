import { type Fault, fault } from '../../domain/values/fault.ts';
import type { Answer } from './device.ts';

/** The service's answer to a device's call that has to succeed; throws the refusal. */
export function succeeded(what: string, answer: Answer): unknown {
  if (answer.status < 300) return answer.body;
  throw refused(what, answer);
}

/** The service refused what a device asked: the same, to whoever told the device to ask. */
function refused(what: string, { status, body }: Answer): Fault {
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
