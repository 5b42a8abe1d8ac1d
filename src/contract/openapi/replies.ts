import { commonErrors, type ErrorName, errorCatalogue } from '../shared/errors.ts';
import type { Operation } from '../shared/operation.ts';
import { type Json, ours, reference } from './json.ts';

/** The error envelope (fact 109), whose name in the document this is. */
export const ERROR = 'Error';

export const errorSchema: Json = {
  type: 'object',
  properties: {
    errorCode: { type: 'string' },
    errorSummary: { type: 'string' },
    errorLink: { type: 'string', description: 'the code again' },
    errorId: { type: 'string', description: 'of this one failure; it is in no log of ours' },
    errorCauses: {
      type: 'array',
      items: { type: 'object', properties: { errorSummary: { type: 'string' } }, required: ['errorSummary'] },
      description: 'what is wrong, and which call comes next',
    },
    stateToken: {
      type: 'string',
      ...ours(true),
      description: 'of a refused answer to a factor: to send with the next one, where one answer is not enough',
    },
  },
  required: ['errorCode', 'errorSummary', 'errorLink', 'errorId', 'errorCauses'],
};

const text = (description: string): Json => ({ description, schema: { type: 'string' } });
const number = (description: string): Json => ({ description, schema: { type: 'integer' } });

/** The headers of replies; `cofactor-…` are ours. */
export const headers: Readonly<Record<string, Json>> = {
  'x-okta-request-id': text('names the request in the log'),
  'x-rate-limit-limit': number('requests a minute of this token to this family of endpoints'),
  'x-rate-limit-remaining': number('how many are left'),
  'x-rate-limit-reset': number('when the minute is over, in seconds since 1970'),
  link: text('of lists that come in pages: where this one is and, with rel="next", where the next'),
  'cofactor-version': { ...ours(true), ...text('which extensions there are') },
  'cofactor-reason': { ...ours(true), ...text('of a failure: why, in a word') },
  'cofactor-retry-after': { ...ours(true), ...number('of a failure: in how many seconds to come back') },
  'cofactor-quirk': {
    ...ours(true),
    ...text(
      'what was changed in the reply because the SDK that asked, going by its User-Agent, cannot read it otherwise',
    ),
  },
  'idempotency-replayed': { ...ours(true), ...text('the reply is the one that the first request with this key got') },
};

const always = ['x-okta-request-id', 'x-rate-limit-limit', 'x-rate-limit-remaining', 'x-rate-limit-reset'] as const;
const ofFailures = ['cofactor-reason', 'cofactor-retry-after'] as const;

export function headersOf(...more: readonly string[]): Json {
  const names = [...always, 'cofactor-version', ...more];
  return Object.fromEntries(names.map((name) => [name, reference('headers', name)]));
}

/** One example of every error, by its name in the catalogue. */
export function errorExamples(): Json {
  return Object.fromEntries(
    Object.entries(errorCatalogue).map(([name, entry]) => [
      name,
      {
        summary: `${entry.code}: ${entry.summary}`,
        value: {
          errorCode: entry.code,
          errorSummary: entry.summary,
          errorLink: entry.code,
          errorId: 'oaeUW9MAk94dNXmjeUVDMGqnA',
          errorCauses: 'cause' in entry ? [{ errorSummary: entry.cause }] : [],
        },
      },
    ]),
  );
}

/** The replies of an operation that fails, by status. */
export function errorReplies(operation: Operation): Json {
  const sets = errorSets(operation);
  return Object.fromEntries(sets.map(({ status, name }) => [status, reference('responses', name)]));
}

/** Every reply of an operation that fails, once: which codes it may have, and an example of each. */
export function errorResponses(operations: readonly Operation[]): Json {
  const sets = operations.flatMap(errorSets);
  return Object.fromEntries(sets.map(({ name, errors }) => [name, errorResponse(errors)]));
}

interface ErrorSet {
  readonly status: string;
  /** A name made from the reply's contents, so that operations that fail alike share it. */
  readonly name: string;
  readonly errors: readonly ErrorName[];
}

function errorSets({ errors }: Operation): readonly ErrorSet[] {
  const byStatus = Map.groupBy(new Set([...errors, ...commonErrors]), (name) => errorCatalogue[name].status);
  return [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, names]) => ({ status: `${status}`, name: names.sort().join('.'), errors: names }));
}

function errorResponse(names: readonly ErrorName[]): Json {
  const codes = [...new Set(names.map((name) => errorCatalogue[name].code))].sort();
  return {
    description: codes.join(', '),
    headers: headersOf(...ofFailures),
    content: {
      'application/json': {
        schema: {
          allOf: [
            reference('schemas', ERROR),
            { type: 'object', properties: { errorCode: { type: 'string', enum: codes } } },
          ],
        },
        examples: Object.fromEntries(names.map((name) => [name, reference('examples', name)])),
      },
    },
  };
}
