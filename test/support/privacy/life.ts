import assert from 'node:assert/strict';
import { TestDevice } from '../devices/device.ts';
import { linkIn, pushCalls, wireOf } from '../devices/pushCalls.ts';
import { factorCalls, wrong } from '../factors/factorCalls.ts';
import { created200, USERS } from '../users/userCalls.ts';
import type { Answer, World } from '../world.ts';

/** All that is told of the person by whom the tests of privacy look. Nobody else has any of it. */
export const ada = {
  login: 'zq-login@privacy.example',
  email: 'zq-mail@privacy.example',
  secondEmail: 'zq-second@privacy.example',
  firstName: 'Zqfirst',
  lastName: 'Zqlast',
  mobilePhone: '+1 802 448 7131',
  phone: '+18024487131',
  masked: '+18XXXXXXX31',
  department: 'Zqdepartment',
  question: 'Zqquestion about the first pet',
  address: '198.51.100.71',
  elsewhere: '198.51.100.72',
  userAgent: 'ZqBrowser/9.1',
  device: 'Zqdevice of hers',
  subject: 'zq-subject-at-provider',
} as const;

export const token = (key: string, address: string = ada.address) => ({
  headers: { 'x-forwarded-for': address, 'user-agent': ada.userAgent, 'idempotency-key': key },
});
const ok = (answer: Answer): Answer => {
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer;
};

/** Creates the person. */
export async function createAda(w: World, key = 'create', over: object = {}): Promise<string> {
  const { login, email, secondEmail, firstName, lastName, mobilePhone, department } = ada;
  const body = {
    profile: { login, email, secondEmail, firstName, lastName, mobilePhone, department, ...over },
    credentials: {
      password: { value: 'Correct4Horses' },
      recovery_question: { question: ada.question, answer: 'Zqpet' },
    },
  };
  return created200(await w.call('POST', USERS, body, token(key))).id;
}

/** Lets a person have a factor of each sort of address, a device and an identity, be right and wrong, from two addresses. */
export async function live(w: World, userId: string): Promise<void> {
  const calls = factorCalls(w, userId);
  const pending = ok(await calls.sms(ada.phone, '', token('sms'))).body.id;
  const sms = ok(await calls.activate(pending, w.lastCode(), token('sms-activate'))).body.id;
  w.clock.advance({ minutes: 2 });
  ok(await calls.challenge(sms, token('sms-challenge')));
  const code = w.lastCode();
  assert.equal((await calls.verify(sms, wrong(code), token('wrong', ada.elsewhere))).status, 403);
  ok(await calls.verify(sms, code, token('right')));
  const mail: string = ok(
    await calls.enroll({ factorType: 'email', provider: 'OKTA', profile: { email: ada.email } }, '', token('mail')),
  ).body.id;
  ok(await calls.activate(mail, w.lastCode(), token('mail-activate')));
  const push = pushCalls(w, userId);
  const enrolled = ok(await push.enroll()).body;
  const device = new TestDevice(wireOf(w));
  const link = await linkIn(w, enrolled._embedded.activation._links.qrcode);
  assert.equal((await device.enroll(link, { name: ada.device })).status, 200);
  ok(await push.challenge(enrolled.id, undefined, token('push')));
  const now = w.clock.now();
  const identity = { issuer: 'https://idp.example', subject: ada.subject, userId, roles: [], created: now };
  assert.equal(await w.store.apply([{ do: 'linkIdentity', identity }]), 'done');
  const wrongPassword = { oldPassword: { value: 'Wrong4Horses' }, newPassword: { value: 'Other4Horses' } };
  const refused = await w.call(
    'POST',
    `${USERS}/${userId}/credentials/change_password`,
    wrongPassword,
    token('password', ada.elsewhere),
  );
  assert.equal(refused.status, 403);
}

/** Deactivates and deletes a person, and waits until nothing is left to erase. */
export async function deleteUser(w: World, userId: string): Promise<void> {
  for (let times = 0; times < 2; times++) ok(await w.call('DELETE', `${USERS}/${userId}`));
  await w.services.erase();
}
