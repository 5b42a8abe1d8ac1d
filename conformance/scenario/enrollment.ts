import type { Reply } from '../driver/call.ts';
import type { Session } from '../driver/session.ts';
import { at, has } from '../driver/wanted.ts';

/** What a person's factor is known by, and the reply that made it. */
export interface Enrolled {
  readonly userId: string;
  readonly factorId: string;
  readonly subject: string;
  readonly value: Reply['value'];
}

export interface Enrollment {
  readonly userId: string;
  readonly subject: string;
  readonly body: { readonly factorType: string; readonly provider: string; readonly [member: string]: unknown };
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** What the model must have besides an id and a status. */
  readonly needs?: readonly string[];
}

/**
 * Enrolls with the SDK. Where it cannot, or loses what comes next, the factor is made by a bare call, so that every
 * operation after it is tried all the same.
 */
export async function enroll(s: Session, { userId, subject, body, query, needs = [] }: Enrollment): Promise<Enrolled> {
  const paths = ['id', 'status', ...needs];
  const call = { operation: 'enrollFactor', path: { userId }, body, ...(query && { query }) };
  const { result, value } = await s.call(call, subject, has(...paths));
  const whole = result === 'passed' && paths.every((path) => at(value, path) !== undefined && at(value, path) !== null);
  if (whole) return { userId, factorId: value.id, subject, value };
  const factors = `/api/v1/users/${userId}/factors`;
  const { factorType, provider } = body;
  for (const factor of await s.world.must('GET', factors)) {
    if (factor.factorType !== factorType || factor.provider !== provider) continue;
    await s.world.must('DELETE', `${factors}/${factor.id}`);
  }
  const text = query ? `?${new URLSearchParams(Object.entries(query).map(([key, one]) => [key, String(one)]))}` : '';
  // The service lets a code be sent once in thirty seconds.
  await s.world.pass(30);
  const made = await s.world.must('POST', `${factors}${text}`, body);
  return { userId, factorId: made.id, subject, value: made };
}

/** The newest factor of this type, for its id may change with activation (fact 3). */
export async function activeId(s: Session, userId: string, factorType: string, provider = 'OKTA'): Promise<string> {
  const factors = (await s.world.must('GET', `/api/v1/users/${userId}/factors`)) as Reply['value'][];
  const found = factors.find(
    (factor) => factor.factorType === factorType && factor.provider === provider && factor.status === 'ACTIVE',
  );
  if (!found) throw new Error(`no active ${factorType}/${provider} of ${userId}`);
  return found.id;
}
