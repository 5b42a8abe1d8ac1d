import { randomBytes } from 'node:crypto';
import { errorCatalogue } from '../../contract/shared/errors.ts';
import { Fault, fault } from '../../domain/values/fault.ts';
import { DatabaseNotWritable, DatabaseUnavailable } from '../../store/shared/databaseUnavailable.ts';

/** Okta's error envelope, key order as Okta has it (facts 5, 109). */
export function envelope({ error, details, causes, hints: { stateToken } }: Fault): object {
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
    ...(stateToken !== undefined && { stateToken }),
  };
}

/** 503 with `Retry-After` and the header `cofactor-reason: DATABASE`: what a caller hears while the database is away. */
export const databaseFault = (cause: string): Fault =>
  fault('unavailable').because(cause).hinting({ reason: 'DATABASE', retryAfterSeconds: 1 });

const repeating = 'A request with an Idempotency-Key may be repeated as it is.';
const outcomeUnknown = `The database does not answer, and whether the request was carried out is not known: look before you repeat it. ${repeating}`;

/** Puts an error of Fastify's into Okta's vocabulary; anything unknown is a failure of ours, `internal`. */
export function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof DatabaseNotWritable) {
    return databaseFault(`The database cannot be written: ${error.message}. ${repeating}`);
  }
  if (error instanceof DatabaseUnavailable) return databaseFault(outcomeUnknown);
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return fault('unacceptableType').because('Send Content-Type: application/json.');
  }
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') {
    return fault('malformedBody').because('The body is not as long as Content-Length says.');
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return fault('malformedBody').because('The body is too large.');
  if ((error as { statusCode?: number }).statusCode === 400) {
    return fault('malformedBody').because('The body is not valid JSON.');
  }
  return new Fault('internal', {}, [], { cause: error });
}
