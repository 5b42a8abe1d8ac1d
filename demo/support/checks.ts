import assert from 'node:assert/strict';
import okta, { type OktaApiError } from '@okta/okta-sdk-nodejs';
import type { Reply } from './demo.ts';

/** UTC, milliseconds always `.000Z`. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/;

/** The body of a reply that must be a 200. */
// biome-ignore lint/suspicious/noExplicitAny: bodies of every shape are looked into
export function expect200({ status, body }: Reply): any {
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** Expects the same members with the same values in the same order. */
export function expectSame(actual: unknown, expected: unknown): void {
  assert.deepEqual(actual, expected);
  assert.equal(JSON.stringify(actual), JSON.stringify(expected), 'the order of members');
}

export function expectId(id: unknown, prefix: string): asserts id is string {
  assert.match(
    String(id),
    new RegExp(`^${prefix}[0-9A-Za-z]{17}$`),
    `an id of 20 characters that starts with ${prefix}`,
  );
}

export function expectTimestamp(text: unknown): void {
  assert.match(String(text), TIMESTAMP);
}

/** A refusal as it is expected. */
export interface Refusal {
  readonly status: number;
  readonly errorCode: string;
  readonly errorSummary?: string | RegExp;
  /** Some cause must say this. */
  readonly cause?: string | RegExp;
}

/** The refusal of a wrong code or answer. */
export const WRONG: Refusal = { status: 403, errorCode: 'E0000068', errorSummary: 'Invalid Passcode/Answer' };

/** A code of the same length that is certainly not this one. */
export const unlike = (code: string): string => code.replace(/./g, (digit) => String((Number(digit) + 1) % 10));

/** Okta's error envelope, whole and in order. */
export function expectEnvelope(body: Record<string, unknown>, { errorCode, errorSummary, cause }: Refusal): void {
  assert.deepEqual(Object.keys(body), ['errorCode', 'errorSummary', 'errorLink', 'errorId', 'errorCauses']);
  assert.equal(body.errorCode, errorCode);
  assert.equal(body.errorLink, errorCode);
  assert.match(String(body.errorId), /^oae[\w-]{22}$/);
  if (errorSummary !== undefined) assert.ok(says(body.errorSummary, errorSummary), `${body.errorSummary}`);
  const causes = body.errorCauses as { errorSummary: string }[];
  for (const entry of causes) assert.deepEqual(Object.keys(entry), ['errorSummary']);
  if (cause !== undefined) {
    assert.ok(
      causes.some((entry) => says(entry.errorSummary, cause)),
      `a cause that says ${cause}: ${JSON.stringify(causes)}`,
    );
  }
}

/** An SDK call that must fail, with Okta's own error class. */
export async function expectRefusal(call: Promise<unknown>, refusal: Refusal): Promise<OktaApiError> {
  const error: unknown = await call.then(
    (value) => assert.fail(`refused with ${refusal.status} ${refusal.errorCode}, not ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof okta.OktaApiError)) throw error;
  const { status, errorCode, errorSummary, errorLink, errorId, errorCauses } = error;
  assert.equal(status, refusal.status, error.message);
  expectEnvelope({ errorCode, errorSummary, errorLink, errorId, errorCauses }, refusal);
  return error;
}

const says = (text: unknown, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text === wanted : wanted.test(String(text));
