import { HOTP, Secret, TOTP } from 'otpauth';
import type { Session } from '../driver/session.ts';
import { listWith } from '../driver/wanted.ts';
import { enroll } from './enrollment.ts';
import { activate, activateWrongly, get, list, unenroll, verify, verifyWrongly } from './steps.ts';

const WRONG = { passCode: '00000' };

/** An authenticator app: the code of the time the service has. */
export async function authenticatorApp(s: Session, provider: 'OKTA' | 'GOOGLE'): Promise<void> {
  const { id: userId } = await s.person();
  const subject = provider === 'OKTA' ? 'totp' : 'totp GOOGLE';
  const body = { factorType: 'token:software:totp', provider };
  const pending = await enroll(s, { userId, subject, body, needs: ['_embedded.activation.sharedSecret'] });
  const app = new TOTP({ secret: Secret.fromBase32(pending.value._embedded.activation.sharedSecret) });
  const code = async () => ({ passCode: app.generate({ timestamp: await s.world.now() }) });
  await get(s, pending);
  await activateWrongly(s, pending, WRONG);
  const factor = await activate(s, pending, await code(), body);
  await list(s, factor);
  await s.world.pass(30);
  await verifyWrongly(s, factor, WRONG);
  await verify(s, factor, await code());
  await unenroll(s, factor);
}

/** A token with a button, of a vendor the organization has made a profile for. */
export async function buttonToken(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const settings = { timeBased: false, otpLength: 6, hmacAlgorithm: 'HMacSHA1', encoding: 'base32' };
  const { id: factorProfileId } = await s.world.must('POST', '/api/v1/org/factors/hotp/profiles', {
    name: 'Buttons',
    settings,
  });
  const token = new HOTP({ secret: new Secret({ size: 20 }), counter: 0 });
  const body = {
    factorType: 'token:hotp',
    provider: 'CUSTOM',
    factorProfileId,
    profile: { sharedSecret: token.secret.base32 },
  };
  const factor = await enroll(s, { userId, subject: 'hotp', body, query: { activate: true } });
  await get(s, factor);
  await list(s, factor);
  await verifyWrongly(s, factor, WRONG);
  await verify(s, factor, { passCode: token.generate() });
  await unenroll(s, factor);
}

export async function question(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const questions = { operation: 'listSecurityQuestions', path: { userId } };
  await s.call(questions, '', listWith('question', 'disliked_food'));
  const profile = { question: 'disliked_food', answer: 'Brussels sprouts' };
  const body = { factorType: 'question', provider: 'OKTA', profile };
  const factor = await enroll(s, { userId, subject: 'question', body });
  await get(s, factor);
  await list(s, factor);
  await verifyWrongly(s, factor, { answer: 'mayonnaise' });
  await verify(s, factor, { answer: 'Brussels sprouts' });
  await unenroll(s, factor);
}
