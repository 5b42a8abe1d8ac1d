import { type Outcome, outcomes } from './logEvent.ts';

/** The search of the system log, as the address of the page has it. */
export interface LogSearch {
  /** Words that all occur somewhere in an event. */
  readonly q?: string;
  readonly type?: string;
  /** An id, or the login of a person. */
  readonly actor?: string;
  readonly outcome?: Outcome;
  /** The address that a request came from. */
  readonly address?: string;
  readonly transaction?: string;
  /** ISO 8601; a week before `until` when absent. */
  readonly since?: string;
  /** ISO 8601; now when absent. */
  readonly until?: string;
}

const texts = ['q', 'type', 'actor', 'address', 'transaction'] as const;
const times = ['since', 'until'] as const;
const LONGEST = 200;

/** The search in an address that anybody may have typed. */
export function logSearchOf(given: Readonly<Record<string, unknown>>): LogSearch {
  const known: Record<string, string> = {};
  for (const name of texts) {
    const value = given[name];
    if (typeof value === 'string' && value.trim() !== '') known[name] = value.slice(0, LONGEST);
  }
  for (const name of times) {
    const at = new Date(typeof given[name] === 'string' ? given[name] : Number.NaN);
    if (!Number.isNaN(at.getTime())) known[name] = at.toISOString();
  }
  const outcome = outcomes.find((one) => one === given.outcome);
  return { ...known, ...(outcome && { outcome }) };
}

/** Whether nothing at all is looked for. */
export const isEverything = (search: LogSearch): boolean => Object.keys(search).length === 0;

/** The words, the range and the filter (SCIM, RFC 7644 section 3.4.2.2) of a search whose actor is an id. */
export function logQueryOf({ q, since, until, ...search }: LogSearch): Readonly<Record<string, string>> {
  const filter = [
    ['eventType', search.type],
    ['actor.id', search.actor],
    ['outcome.result', search.outcome],
    ['client.ipAddress', search.address],
    ['transaction.id', search.transaction],
  ]
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} eq ${JSON.stringify(value.trim())}`]))
    .join(' and ');
  return {
    ...(filter !== '' && { filter }),
    ...(q !== undefined && { q: q.trim() }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}
