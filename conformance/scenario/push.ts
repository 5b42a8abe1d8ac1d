import type { Reply } from '../driver/call.ts';
import type { Session } from '../driver/session.ts';
import { has, is, listWith, refused } from '../driver/wanted.ts';
import { activeId, type Enrolled, enroll } from './enrollment.ts';
import { get, list, unenroll } from './steps.ts';

const BODY = { factorType: 'push', provider: 'OKTA' };

/** Push from its QR code to each of its ends, with a phone made of software. */
export async function push(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const pending = await enroll(s, { userId, subject: 'push', body: BODY });
  await get(s, pending);
  // SDKs have no operation of its own for the poll link of a pending factor.
  const poll = { operation: 'activateFactor', path: { userId, factorId: pending.factorId } };
  await s.call(poll, 'push poll', has());
  const phone = { type: 'phone', userId, factorId: pending.factorId, behaviour: 'silent' };
  const { id: device } = await s.world.must('POST', '/dev/devices', phone);
  const factor = { ...pending, factorId: await activeId(s, userId, 'push') };
  await get(s, factor);
  await list(s, factor);
  const owner = (decision: string) => s.world.must('POST', `/dev/devices/${device}/answer`, { decision });

  const approved = await ask(s, factor, 'push');
  await read(s, factor, approved, 'WAITING');
  await owner('APPROVE');
  await read(s, factor, approved, 'SUCCESS');

  const numbered = await ask(s, factor, 'push number', { useNumberMatchingChallenge: true });
  await owner('DENY');
  await read(s, factor, numbered, 'REJECTED');
  // Who has just refused is not asked again for a minute.
  await s.world.pass(61);
  const forgotten = await ask(s, factor, 'push');
  await s.world.pass(301);
  await read(s, factor, forgotten, 'TIMEOUT');
  await signedNonce(s, userId);
  await unenroll(s, factor);
}

/** Asks the phone. The id of the transaction, which callers find in the link they are to poll. */
async function ask(s: Session, factor: Enrolled, subject: string, body?: object): Promise<string> {
  const path = { userId: factor.userId, factorId: factor.factorId };
  const call = { operation: 'verifyFactor', path, ...(body && { body }) };
  const { value } = await s.call(call, subject, has('factorResult', '_links.poll.href'));
  const known = transactionIn(value);
  if (known !== undefined) return known;
  const factors = `/api/v1/users/${path.userId}/factors/${path.factorId}/verify`;
  // The phone has one question at a time; what the SDK asked before it lost the reply is over first.
  await s.world.pass(301);
  return transactionIn(await s.world.must('POST', factors, body)) ?? 'none';
}

const transactionIn = (value: Reply['value']): string | undefined =>
  /\/transactions\/([^/?]+)/.exec(String(value?._links?.poll?.href))?.[1];

function read(s: Session, { userId, factorId }: Enrolled, transactionId: string, result: string): Promise<unknown> {
  const path = { userId, factorId, transactionId };
  return s.call({ operation: 'getFactorTransactionStatus', path }, result, is('factorResult', result));
}

/** The factor that comes along with push: it is listed and read, and cannot be enrolled or verified here (fact 52). */
async function signedNonce(s: Session, userId: string): Promise<void> {
  const factorId = await activeId(s, userId, 'signed_nonce');
  const path = { userId, factorId };
  await s.call({ operation: 'getFactor', path }, 'signed_nonce', is('id', factorId));
  await s.call({ operation: 'listFactors', path: { userId } }, 'signed_nonce', listWith('id', factorId));
  await s.call({ operation: 'verifyFactor', path, body: { passCode: '123456' } }, 'signed_nonce', refused('E0000001'));
}
