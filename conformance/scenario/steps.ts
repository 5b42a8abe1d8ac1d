import type { Reply } from '../driver/call.ts';
import type { Session } from '../driver/session.ts';
import { has, is, listWith, refused } from '../driver/wanted.ts';
import { activeId, type Enrolled } from './enrollment.ts';

const pathOf = ({ userId, factorId }: Enrolled) => ({ userId, factorId });

/** Reads the factor alone. */
export async function get(s: Session, factor: Enrolled): Promise<void> {
  await s.call({ operation: 'getFactor', path: pathOf(factor) }, factor.subject, is('id', factor.factorId));
}

/** Activates with a body that is right; where the SDK cannot, by a bare call. The factor as it then is. */
export async function activate(
  s: Session,
  factor: Enrolled,
  body: unknown,
  of: { readonly factorType: string; readonly provider: string },
): Promise<Enrolled> {
  const { subject, userId, factorId } = factor;
  const { result } = await s.call({ operation: 'activateFactor', path: pathOf(factor), body }, subject, has());
  const base = `/api/v1/users/${userId}/factors`;
  const active = async () => ({ ...factor, factorId: await activeId(s, userId, of.factorType, of.provider) });
  if (result === 'passed') {
    const known = await active().catch(() => undefined);
    if (known) return known;
    s.results.push({ operation: 'activateFactor', subject, outcome: 'failed', error: 'the factor is not ACTIVE' });
  }
  await s.world.must('POST', `${base}/${factorId}/lifecycle/activate`, body);
  return active();
}

/** An answer that is wrong is refused as an SDK of Okta's expects it (403 E0000068). */
export async function activateWrongly(s: Session, factor: Enrolled, body: unknown): Promise<void> {
  await s.call({ operation: 'activateFactor', path: pathOf(factor), body }, factor.subject, refused('E0000068'));
}

/** Asks for a challenge: the value the SDK gave, or that of a bare call where it gave none that can be used. */
export async function challenge(s: Session, factor: Enrolled, needs: readonly string[] = []): Promise<Reply['value']> {
  const call = { operation: 'verifyFactor', path: pathOf(factor) };
  const { result, value } = await s.call(call, `${factor.subject} challenge`, has('factorResult', ...needs));
  const usable = result === 'passed' && has(...needs).value?.(value) === undefined;
  if (usable) return value;
  await s.world.pass(30);
  const { userId, factorId } = factor;
  return s.world.must('POST', `/api/v1/users/${userId}/factors/${factorId}/verify`);
}

export async function verify(s: Session, factor: Enrolled, body: unknown): Promise<void> {
  await s.call(
    { operation: 'verifyFactor', path: pathOf(factor), body },
    factor.subject,
    is('factorResult', 'SUCCESS'),
  );
}

export async function verifyWrongly(s: Session, factor: Enrolled, body: unknown): Promise<void> {
  await s.call({ operation: 'verifyFactor', path: pathOf(factor), body }, factor.subject, refused('E0000068'));
}

export async function list(s: Session, { userId, factorId, subject }: Enrolled): Promise<void> {
  await s.call({ operation: 'listFactors', path: { userId } }, subject, listWith('id', factorId));
}

/** Removes the factor, and looks whether it is gone. */
export async function unenroll(s: Session, factor: Enrolled): Promise<void> {
  const { subject, userId, factorId } = factor;
  const { result } = await s.call({ operation: 'unenrollFactor', path: pathOf(factor) }, subject);
  if (result !== 'passed') return;
  const { status } = await s.world.call('GET', `/api/v1/users/${userId}/factors/${factorId}`);
  if (status === 404) return;
  s.results.push({ operation: 'unenrollFactor', subject, outcome: 'failed', error: 'the factor is still there' });
}
