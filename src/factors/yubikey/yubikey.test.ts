import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindContext } from '../../../test/support/factors/kindContext.ts';
import { fakeYubikey, passcodeAt } from '../../../test/support/hardwareTokens/yubikey.ts';
import type { YubikeyToken } from '../../domain/hardwareTokens/yubikeyPool.ts';
import { yubikey } from './yubikey.ts';

const now = Temporal.Instant.from('2026-01-01T00:00:00Z');

function keyInPool(over: Partial<YubikeyToken> = {}) {
  const key = fakeYubikey();
  const token: YubikeyToken = {
    ...key.seed,
    id: 'ykk00000000000000001',
    serial: key.seed.serialNumber.padStart(12, '0'),
    status: 'UNASSIGNED',
    count: -1,
    ...over,
  };
  return { key, token };
}

const enroll = (passCode: string, token?: YubikeyToken) =>
  yubikey.enroll({ verify: { passCode } }, kindContext(), token);

function enrolled() {
  const { key, token } = keyInPool();
  const decision = enroll(key.press(), token);
  assert.ok(decision.ok);
  const verify = (passCode: string, state = decision.state) =>
    yubikey.answers!.verify({ id: 'ykf00000000000000001', status: 'ACTIVE', state }, { passCode }, kindContext());
  return { key, token, decision, verify };
}

test('a passcode of a key in the pool makes an active factor and assigns the key', () => {
  const { token, decision } = enrolled();
  assert.equal(decision.status, 'ACTIVE');
  assert.deepEqual(decision.org, [{ do: 'assignYubikey', tokenId: token.id, count: 256, at: now }]);
  assert.deepEqual(yubikey.profile(decision.state, 'ACTIVE'), { credentialId: token.serial });
});

test('a newer passcode is accepted, in the same session and after the key was plugged in again', () => {
  const { key, token, verify } = enrolled();
  const next = verify(key.press());
  assert.ok(next.ok);
  assert.deepEqual(next.org, [{ do: 'useYubikey', tokenId: token.id, count: 257, at: now }]);
  key.plug();
  const later = verify(key.press(), next.state);
  assert.equal(later.ok && later.state.count, 512);
});

test('a passcode that was pressed but never sent is too old once a newer one was accepted', () => {
  const { key, verify } = enrolled();
  const forgotten = key.press();
  const next = verify(key.press());
  assert.ok(next.ok);
  const refused = verify(forgotten, next.state);
  assert.ok(!refused.ok);
  assert.deepEqual([refused.reason, refused.fault.error], ['REPLAYED', 'passcodeReplayed']);
});

test('the passcode that enrolled the key does not verify', () => {
  const { key, token } = keyInPool();
  const passCode = key.press();
  const decision = enroll(passCode, token);
  assert.ok(decision.ok);
  const view = { id: 'ykf00000000000000001', status: 'ACTIVE', state: decision.state } as const;
  const again = yubikey.answers!.verify(view, { passCode }, kindContext());
  assert.equal(!again.ok && again.reason, 'REPLAYED');
});

test('a higher use in an older session is older', () => {
  const { key, token } = keyInPool();
  const decision = enroll(passcodeAt(key.seed, { usage: 9, use: 3 }), token);
  assert.ok(decision.ok);
  const view = { id: 'ykf00000000000000001', status: 'ACTIVE', state: decision.state } as const;
  for (const [at, reason] of [
    [{ usage: 8, use: 200 }, 'REPLAYED'],
    [{ usage: 9, use: 3 }, 'REPLAYED'],
    [{ usage: 9, use: 4 }, undefined],
    [{ usage: 10, use: 0 }, undefined],
  ] as const) {
    const judged = yubikey.answers!.verify(view, { passCode: passcodeAt(key.seed, at) }, kindContext());
    assert.equal(judged.ok ? undefined : judged.reason, reason, JSON.stringify(at));
  }
});

const refusals: readonly [string, (key: ReturnType<typeof keyInPool>) => ReturnType<typeof enroll>][] = [
  ['MALFORMED', ({ token }) => enroll('123456', token)],
  ['UNKNOWN_TOKEN', ({ key }) => enroll(key.press())],
  ['WRONG_CODE', ({ key, token }) => enroll(key.press(), { ...token, aesKey: '0'.repeat(32) })],
  ['WRONG_CODE', ({ key, token }) => enroll(key.press(), { ...token, privateId: '0'.repeat(12) })],
  ['REPLAYED', ({ key, token }) => enroll(key.press(), { ...token, count: 256 })],
  ['TOKEN_ACTIVE', ({ key, token }) => enroll(key.press(), { ...token, status: 'ACTIVE' })],
  ['TOKEN_BLOCKED', ({ key, token }) => enroll(key.press(), { ...token, status: 'BLOCKED' })],
  ['WRONG_CODE', ({ key, token }) => enroll(key.press(), { ...token, status: 'BLOCKED', aesKey: '0'.repeat(32) })],
];
for (const [reason, attempt] of refusals) {
  test(`enrolling is refused for ${reason}, and the cause says what to do`, () => {
    const decision = attempt(keyInPool());
    assert.ok(!decision.ok);
    assert.equal(decision.reason, reason);
    assert.equal(decision.fault.causes.length, 1);
  });
}

test('a passcode of another key is refused, even when that key has the same secrets', () => {
  const { key, verify } = enrolled();
  const twin = fakeYubikey({ privateId: key.seed.privateId, aesKey: key.seed.aesKey });
  twin.plug();
  const decision = verify(twin.press());
  assert.equal(!decision.ok && decision.reason, 'OTHER_TOKEN');
});

test('a second key is refused while the user has one', () => {
  const { decision } = enrolled();
  const { key, token } = keyInPool();
  const existing = [{ id: 'ykf00000000000000001', status: 'ACTIVE', state: decision.state }] as never;
  const second = yubikey.enroll({ verify: { passCode: key.press() } }, kindContext({ existing }), token);
  assert.equal(!second.ok && second.reason, 'FACTOR_EXISTS');
});

test('what is no passcode is not looked up', async () => {
  const org = {
    yubikey: () => assert.fail('looked up'),
  } as never;
  assert.equal(await yubikey.lookup?.({ verify: { passCode: 'nonsense' } }, org, {} as never, {} as never), undefined);
});
