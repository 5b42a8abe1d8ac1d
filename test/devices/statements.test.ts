import assert from 'node:assert/strict';
import { createHmac, randomBytes, sign } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { newKey, statement, type TestDevice } from '../support/devices/device.ts';
import { activePush, anotherDevice } from '../support/devices/pushCalls.ts';
import { type World, world } from '../support/world.ts';

/** What a statement must be to count: every forgery is 401 with the reason, and changes nothing. */
describe('statements', () => {
  let w: World;
  before(async () => {
    w = await world();
  });
  after(() => w.close());

  type Reply = Awaited<ReturnType<TestDevice['answer']>>;

  /** The transaction still waits, and the right device can still answer it. */
  async function stillWaits({ calls, id, device }: Awaited<ReturnType<typeof activePush>>, transaction: string) {
    assert.equal((await calls.transaction(id, transaction)).body.factorResult, 'WAITING');
    assert.equal((await device.answer(transaction, 'APPROVE')).body.factorResult, 'SUCCESS');
  }

  async function refused(
    reason: string,
    attack: (push: Awaited<ReturnType<typeof activePush>>, transaction: string) => Promise<Reply>,
  ) {
    const push = await activePush(w);
    const transaction = await push.ask();
    const reply = await attack(push, transaction);
    assert.deepEqual([reply.status, reply.body.errorCode], [401, 'E0990011'], JSON.stringify(reply.body));
    assert.equal(reply.headers['cofactor-reason'], reason);
    await stillWaits(push, transaction);
  }

  const claimsOf = (device: TestDevice, transaction: string, more: object = {}) => ({
    ...device.claims('answer', { transaction, decision: 'APPROVE' }),
    ...more,
  });

  test('alg none: an unsigned statement is refused', () =>
    refused('WRONG_ALGORITHM', ({ device }, transaction) => {
      const forged = statement({ alg: 'none', kid: device.kid }, claimsOf(device, transaction), device.key, () =>
        Buffer.alloc(0),
      );
      return device.post('answer', forged);
    }));

  test('alg HS256 with the public key as the secret is refused', () =>
    refused('WRONG_ALGORITHM', ({ device }, transaction) => {
      const secret = JSON.stringify(device.key.jwk);
      const hmac = (text: string) => createHmac('sha256', secret).update(text).digest();
      return device.post(
        'answer',
        statement({ alg: 'HS256', kid: device.kid }, claimsOf(device, transaction), device.key, hmac),
      );
    }));

  test('ES384, and ES256 by a key of another curve, are refused', async () => {
    const other = newKey('P-384');
    await refused('WRONG_ALGORITHM', ({ device }, transaction) =>
      device.post('answer', statement({ alg: 'ES384', kid: device.kid }, claimsOf(device, transaction), other)),
    );
    await refused('WRONG_SIGNATURE', ({ device }, transaction) =>
      device.post('answer', statement({ kid: device.kid }, claimsOf(device, transaction), other)),
    );
  });

  test('a signature in the DER form, or an empty one, is refused', async () => {
    for (const signer of [
      (secret: TestDevice['key']['secret']) => (text: string) => sign('sha256', Buffer.from(text), secret),
      () => () => Buffer.alloc(64),
    ]) {
      await refused('WRONG_SIGNATURE', ({ device }, transaction) =>
        device.post(
          'answer',
          statement({ kid: device.kid }, claimsOf(device, transaction), device.key, signer(device.key.secret)),
        ),
      );
    }
  });

  test('a payload that was changed after it was signed is refused', () =>
    refused('WRONG_SIGNATURE', ({ device }, transaction) => {
      const [header, , signature] = device.sign('answer', { transaction, decision: 'DENY' }).split('.');
      const payload = Buffer.from(JSON.stringify(claimsOf(device, transaction))).toString('base64url');
      return device.post('answer', `${header}.${payload}.${signature}`);
    }));

  test('the key of another device, under this one’s name, is refused', async () => {
    const stranger = await activePush(w);
    await refused('WRONG_SIGNATURE', ({ device }, transaction) =>
      device.post('answer', device.sign('answer', { transaction, decision: 'APPROVE' }, stranger.device.key)),
    );
  });

  test('a key that the statement brings itself does not count where a known one is wanted', () =>
    refused('UNKNOWN_DEVICE', ({ device }, transaction) => {
      const own = newKey();
      return device.post('answer', statement({ jwk: own.jwk }, claimsOf(device, transaction), own));
    }));

  test('kid and jwk together are refused', () =>
    refused('NO_KEY', ({ device }, transaction) => {
      const own = newKey();
      return device.post('answer', statement({ kid: device.kid, jwk: own.jwk }, claimsOf(device, transaction), own));
    }));

  test('an unknown crit, and every other header, are refused', async () => {
    for (const more of [
      { crit: ['exp'], exp: 1 },
      { crit: ['b64'], b64: false },
      { jku: 'https://evil.example/' },
      { x5c: [] },
    ]) {
      await refused('UNKNOWN_HEADER', ({ device }, transaction) =>
        device.post('answer', statement({ kid: device.kid, ...more }, claimsOf(device, transaction), device.key)),
      );
    }
  });

  test('another typ is refused: nothing signed for another purpose counts', () =>
    refused('WRONG_TYPE', ({ device }, transaction) =>
      device.post('answer', statement({ kid: device.kid, typ: 'JWT' }, claimsOf(device, transaction), device.key)),
    ));

  test('a statement for another service is refused', async () => {
    for (const aud of ['https://evil.example', 'https://cofactor.test/', '']) {
      await refused('WRONG_AUDIENCE', ({ device }, transaction) =>
        device.post('answer', device.sign('answer', { transaction, decision: 'APPROVE', aud })),
      );
    }
  });

  test('a statement for another operation is refused', async () => {
    await refused('WRONG_OPERATION', ({ device }, transaction) =>
      device.post('answer', device.sign('transactions', { transaction, decision: 'APPROVE' })),
    );
    await refused('WRONG_OPERATION', ({ device }, transaction) =>
      device.post('remove', device.sign('answer', { transaction, decision: 'APPROVE' })),
    );
  });

  test('a statement from more than two minutes ago, or ahead, is refused, with the time it is here', async () => {
    const now = Math.floor(w.clock.now().epochMilliseconds / 1_000);
    for (const iat of [now - 121, now + 121]) {
      await refused('WRONG_TIME', async ({ device }, transaction) => {
        const reply = await device.post('answer', device.sign('answer', { transaction, decision: 'APPROVE', iat }));
        assert.match(JSON.stringify(reply.body.errorCauses), new RegExp(`here it is ${now}`));
        return reply;
      });
    }
    const { device, ask } = await activePush(w);
    const transaction = await ask();
    const late = await device.post(
      'answer',
      device.sign('answer', { transaction, decision: 'APPROVE', iat: now - 119 }),
    );
    assert.equal(late.status, 200);
  });

  test('a statement without jti, with a short one, or without iat is refused', async () => {
    for (const more of [{ jti: undefined }, { jti: 'short' }, { iat: undefined }, { iat: 'now' }]) {
      await refused('MALFORMED', ({ device }, transaction) =>
        device.post('answer', device.sign('answer', { transaction, decision: 'APPROVE', ...more })),
      );
    }
  });

  test('a decision nobody knows is refused', () =>
    refused('MALFORMED', ({ device }, transaction) => device.answer(transaction, 'MAYBE')));

  test('what is no statement at all is refused, whatever it is', async () => {
    for (const text of ['', 'x', 'a.b.c', '..', `${'x'.repeat(8_000)}`, 'eyJhbGciOiJFUzI1NiJ9..']) {
      const { device } = await activePush(w);
      const reply = await device.post('answer', text);
      assert.deepEqual([reply.status, reply.body.errorCode], [401, 'E0990011'], text.slice(0, 20));
    }
    const bodies = [undefined, {}, { statement: 7 }, [], 'no json'];
    for (const body of bodies) {
      const reply = await w.call('POST', '/device/v1/answer', body, { token: null });
      assert.ok([400, 401].includes(reply.status), JSON.stringify(reply.body));
    }
    for (const authorization of ['Device', 'Device ', `SSWS ${w.token}`, 'Bearer x', '']) {
      const reply = await w.call('GET', '/device/v1/transactions', undefined, {
        token: null,
        headers: { authorization },
      });
      assert.deepEqual([reply.status, reply.body.errorCode], [401, 'E0990011']);
    }
  });

  test('an API token opens nothing of the Device API, and a statement nothing else', async () => {
    const { device, calls } = await activePush(w);
    assert.equal((await w.call('GET', '/device/v1/transactions')).status, 401);
    const headers = { authorization: `Device ${device.sign('transactions')}` };
    assert.equal((await w.call('GET', calls.factors, undefined, { token: null, headers })).status, 401);
  });

  test('a device that never was hears the same as one that was removed', async () => {
    const push = await activePush(w);
    const other = await anotherDevice(w, push);
    assert.equal((await other.remove()).status, 200);
    const removed = await other.transactions();
    other.kid = `${push.calls.userId}.${push.id}.dev${randomBytes(17).toString('hex').slice(0, 17)}`;
    const never = await other.transactions();
    const { errorId: _, ...first } = removed.body;
    const { errorId: __, ...second } = never.body;
    assert.deepEqual([removed.status, first], [never.status, second]);
  });
});
