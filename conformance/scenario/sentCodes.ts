import type { Session } from '../driver/session.ts';
import { has } from '../driver/wanted.ts';
import { enroll } from './enrollment.ts';
import { activate, activateWrongly, challenge, get, list, unenroll, verify, verifyWrongly } from './steps.ts';

/** Two of the five guesses that a user has; a code that was sent is never this one. */
const WRONG = { passCode: '00000' };

/** The life of a factor that sends codes: sms, call or email. */
export async function sentCodes(s: Session, factorType: 'sms' | 'call' | 'email'): Promise<void> {
  const { id: userId, login } = await s.person();
  const to = factorType === 'email' ? login : s.phone();
  const profile = factorType === 'email' ? { email: to } : { phoneNumber: to };
  const body = { factorType, provider: 'OKTA', profile };
  const pending = await enroll(s, { userId, subject: factorType, body });
  await get(s, pending);
  await list(s, pending);
  await s.world.pass(30);
  const { factorId } = pending;
  await s.call({ operation: 'resendFactor', path: { userId, factorId }, body }, factorType, has('factorType'));
  await activateWrongly(s, pending, WRONG);
  const factor = await activate(s, pending, { passCode: await s.world.code(to) }, body);
  await get(s, factor);
  await list(s, factor);
  await s.world.pass(30);
  await challenge(s, factor);
  await verifyWrongly(s, factor, WRONG);
  await verify(s, factor, { passCode: await s.world.code(to) });
  await unenroll(s, factor);
}

/** With `activate` the phone or address is trusted, and the factor ACTIVE at once (fact 45). */
export async function trustedPhone(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: s.phone() } };
  const factor = await enroll(s, { userId, subject: 'sms activate=true', body, query: { activate: true } });
  await unenroll(s, factor);
}

/** The number as people write it, and no provider, which means OKTA (facts 226 and 227). */
export async function loosePhone(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const phoneNumber = s.phone().replace(/^\+1(...)(...)(....)$/, '$1 $2-$3');
  const call = { operation: 'enrollFactor', path: { userId } };
  const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } };
  await s.call({ ...call, body }, 'sms national number', has('id', 'status'));
  const { id: other } = await s.person();
  const bare = { factorType: 'question', profile: { question: 'disliked_food', answer: 'mayonnaise' } };
  await s.call({ ...call, path: { userId: other }, body: bare }, 'question without provider', has('id', 'status'));
}
