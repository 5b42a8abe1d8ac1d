import { randomBytes } from 'node:crypto';
import { errorCatalogue } from '../../contract/shared/errors.ts';
import { Fault, fault } from '../../domain/values/fault.ts';

/** Okta's error envelope, key order as Okta has it (facts 5, 109). */
export function envelope({ error, details, causes }: Fault): object {
  const entry = errorCatalogue[error];
  const summary = entry.summary.replace(
    /\{(\w+)\}/g,
    (_, name: string) => (details as Record<string, string>)[name] ?? '',
  );
  const all = 'cause' in entry ? [entry.cause, ...causes] : causes;
  return {
    errorCode: entry.code,
    errorSummary: summary,
    errorLink: entry.code,
    errorId: `oae${randomBytes(17).toString('base64url').slice(0, 22)}`,
    errorCauses: all.map((errorSummary) => ({ errorSummary })),
  };
}

/** What the framework found wrong with a request, in Okta's vocabulary; anything unknown is our own failure. */
export function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return fault('unacceptableType').because('Send Content-Type: application/json.');
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return fault('malformedBody').because('The body is too large.');
  if ((error as { statusCode?: number }).statusCode === 400) {
    return fault('malformedBody').because('The body is not valid JSON.');
  }
  return new Fault('internal', {}, [], { cause: error });
}
