import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import type { Answer, Ask } from '../device.ts';
import { enrollPhone } from './virtualPhone.ts';

const enrolled = {
  kid: 'the-kid',
  account: { userId: '00u1', factorId: 'opf1', login: 'ada@example.com', organization: 'Cofactor' },
  // RFC 6238 appendix B has these twenty bytes as its secret.
  totp: { sharedSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', timeStep: 30, digits: 8, algorithm: 'SHA1' },
};
const link = 'https://mfa.example.com/base/authenticator/#/activate/00u1/opf1/token';

async function phone(answer: (op: string, iat: number) => Answer) {
  let now = Temporal.Instant.fromEpochMilliseconds(59_000);
  const asked: Record<string, unknown>[] = [];
  const ask: Ask = async ({ path, authorization, body }) => {
    const statement = authorization?.slice('Device '.length) ?? (body as { statement: string }).statement;
    const claims = decodeJwt(statement);
    asked.push(claims);
    if (path.endsWith('/enroll')) return { status: 200, body: enrolled };
    return answer(String(claims.op), claims.iat ?? 0);
  };
  const traits = { name: 'Phone', platform: 'IOS' } as const;
  const made = await enrollPhone({ ask, now: () => now, random: randomBytes }, link, traits);
  assert.ok(made);
  return { phone: made, asked, advance: (by: Temporal.DurationLike) => (now = now.add(by)) };
}

test('the link says whom to ask and with what; anything else is no link', async () => {
  const { asked } = await phone(() => ({ status: 200, body: {} }));
  const { aud, op, user, factor, activation, iat } = asked[0] ?? {};
  assert.deepEqual(
    [aud, op, user, factor, activation, iat],
    ['https://mfa.example.com/base', 'enroll', '00u1', 'opf1', 'token', 59],
  );
  const nowhere = { ask: () => assert.fail('asks nobody'), now: () => assert.fail(), random: randomBytes };
  for (const text of ['', 'https://mfa.example.com/', 'https://a.example/authenticator/#/activate/00u1/opf1']) {
    assert.equal(await enrollPhone(nowhere, text, { name: 'Phone', platform: 'IOS' }), undefined);
  }
});

test('its codes are those of RFC 6238', async () => {
  const { phone: made, advance } = await phone(() => ({ status: 200, body: {} }));
  assert.equal(made.passCode(), '94287082');
  advance({ seconds: 1_111_111_109 - 59 });
  assert.equal(made.passCode(), '07081804');
});

test('when the clock is moved while it asks, it asks once more; any other refusal stands', async () => {
  const made = await phone((_op, iat) => {
    if (iat === 59) made.advance({ minutes: 5 });
    return iat === 59 ? { status: 401, body: {} } : { status: 200, body: { transactions: [] } };
  });
  assert.deepEqual(await made.phone.waiting(), []);
  assert.equal(made.asked.length, 3);

  const other = await phone(() => ({ status: 401, body: { errorCode: 'E0990011' } }));
  await assert.rejects(other.phone.waiting(), { causes: ['GET /device/v1/transactions was answered 401 E0990011'] });
  assert.equal(other.asked.length, 2);
});
