import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from 'typebox';
import type { ConfiguredProvider } from '../../src/delivery/configured.ts';
import type { Outgoing } from '../../src/delivery/delivery.ts';
import { type Provider, type ProviderReceipt, provider } from '../../src/delivery/provider.ts';
import { createDelivery, type RouterOptions } from '../../src/delivery/router.ts';
import { limits } from '../../src/domain/budgets/budgets.ts';
import type { Attempt } from '../../src/domain/messages/messageRecord.ts';
import { defaultTexts } from '../../src/domain/templates/defaultTexts.ts';
import { trustedConnector } from '../../src/outgoing/connector.ts';
import { ada } from '../support/factors/kindContext.ts';
import { seededRandom } from '../support/random.ts';

type Send = Provider['send'];
const now = Temporal.Instant.from('2026-01-01T00:00:00Z');

const yes =
  (reference?: string): Send =>
  async () => ({ accepted: true, ...(reference && { reference }) });
const no = (over: Partial<ProviderReceipt> = {}): Send => {
  const receipt = { accepted: false, retry: true, reason: 'HTTP 503', ...over } as ProviderReceipt;
  return async () => receipt;
};
/** Waits until it is told to stop, or for ever. */
const hangs: Send = (_message, _settings, { signal }) =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ accepted: false, retry: true, reason: 'TIMEOUT' }));
  });

/** Providers by name, in the order of their priority; every call of one is noted. */
function router(sends: Readonly<Record<string, Send>>, over: Partial<RouterOptions> = {}) {
  const asked: string[] = [];
  const errors: unknown[] = [];
  const configured = Object.entries(sends).map(
    ([id, send], index): ConfiguredProvider => ({
      id,
      name: id.toUpperCase(),
      enabled: true,
      channels: ['sms', 'call'],
      routes: { countries: [], prefixes: [] },
      priority: index,
      weight: 100,
      settings: {},
      created: now,
      lastUpdated: now,
      version: 1,
      type: provider({
        id: 'test',
        label: 'Test',
        channels: ['sms', 'call', 'email'],
        settings: Type.Object({}),
        send: (message, settings, io) => {
          asked.push(id);
          return send(message, settings, io);
        },
      }),
    }),
  );
  const clock = { ms: 0 };
  const delivery = createDelivery({
    configured: async () => configured,
    io: () => ({ fetch, connector: trustedConnector, now, random: seededRandom() }),
    monotonicMs: () => clock.ms,
    onError: (error) => errors.push(error),
    timeoutMs: 60,
    ...over,
  });
  return { delivery, asked, errors, clock };
}

const outgoing = (over: Partial<Outgoing> = {}): Outgoing => ({
  id: 'msg1',
  message: {
    channel: 'sms',
    to: '+18024482036',
    purpose: 'verify',
    values: { code: '012345', lifetime: Temporal.Duration.from({ minutes: 5 }) },
    limit: limits.sms('+18024482036'),
  },
  wording: { templateId: 'default', texts: defaultTexts('sms', 'verify'), orgName: 'Cofactor' },
  user: ada,
  turn: 0,
  at: now,
  caller: { principal: { kind: 'apiToken', id: '00T1' }, requestId: 'r1' },
  ...over,
});

const results = (attempts: readonly Attempt[]) => attempts.map(({ provider: id, result }) => `${id} ${result}`);

describe('the router', () => {
  test('takes the first provider that accepts, and asks nobody else', async () => {
    const { delivery, asked } = router({ a: yes('ref-1'), b: yes() });
    const outcome = await delivery.send(outgoing());
    assert.deepEqual(outcome, {
      accepted: true,
      attempts: [{ provider: 'a', name: 'A', result: 'ACCEPTED', milliseconds: 0, reference: 'ref-1' }],
    });
    assert.deepEqual(asked, ['a']);
  });

  test('goes past one that refuses, throws or hangs, within the same request', async () => {
    const throws: Send = () => {
      throw Object.assign(new Error('https://user:secret@vendor.example'), { code: 'ECONNREFUSED' });
    };
    const { delivery, asked } = router({ a: no(), b: throws, c: hangs, d: yes() });
    const { accepted, attempts } = await delivery.send(outgoing());
    assert.equal(accepted, true);
    assert.deepEqual(results(attempts), ['a FAILED', 'b FAILED', 'c TIMEOUT', 'd ACCEPTED']);
    assert.deepEqual(
      attempts.map(({ reason }) => reason),
      ['HTTP 503', 'ECONNREFUSED', 'no answer within 60 ms', undefined],
    );
    assert.deepEqual(asked, ['a', 'b', 'c', 'd']);
  });

  test('one that does not heed the signal is left behind all the same', async () => {
    const { delivery } = router({ a: () => new Promise(() => {}), b: yes() });
    assert.deepEqual(results((await delivery.send(outgoing())).attempts), ['a TIMEOUT', 'b ACCEPTED']);
  });

  test('an acceptance that comes with the time-out counts: nobody else is asked', async () => {
    const late: Send = (_message, _settings, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ accepted: true, reference: 'late' }));
      });
    const { delivery, asked } = router({ a: late, b: yes() });
    const { attempts } = await delivery.send(outgoing());
    assert.deepEqual([results(attempts), attempts[0]?.reference, asked], [['a ACCEPTED'], 'late', ['a']]);
  });

  for (const [final, reason] of [
    ['OPTED_OUT', 'OPTED_OUT'],
    ['INVALID_RECIPIENT', 'INVALID_RECIPIENT'],
    [undefined, 'REFUSED'],
  ] as const) {
    test(`a refusal no other provider would undo ends it: ${reason}`, async () => {
      const { delivery, asked } = router({ a: no({ retry: false, ...(final && { final }) } as never), b: yes() });
      const outcome = await delivery.send(outgoing());
      assert.deepEqual([outcome.accepted, 'reason' in outcome && outcome.reason], [false, reason]);
      assert.deepEqual([results(outcome.attempts), asked], [['a REFUSED'], ['a']]);
    });
  }

  test('when all fail it says so; when there is nobody to ask it says which', async () => {
    const failed = await router({ a: no(), b: no() }).delivery.send(outgoing());
    assert.equal('reason' in failed && failed.reason, 'PROVIDERS_FAILED');
    const { message } = outgoing();
    const email = { ...message, channel: 'email', to: 'ada@example.com' } as const;
    const texts = defaultTexts('email', 'verify');
    const wording = { templateId: 'default', texts, orgName: 'Cofactor' };
    const none = await router({ a: yes() }).delivery.send(outgoing({ message: email, wording }));
    assert.equal('reason' in none && none.reason, 'NO_EMAIL_PROVIDER');
  });

  test('a provider that keeps failing is not asked until its rest is over; then one message probes it', async () => {
    let up = false;
    const shaky: Send = async () => (up ? { accepted: true } : { accepted: false, retry: true, reason: 'down' });
    const { delivery, asked, clock } = router({ a: shaky, b: yes() });
    for (let n = 0; n < 10; n++) await delivery.send(outgoing());
    assert.equal(asked.filter((id) => id === 'a').length, 3);
    up = true;
    clock.ms += 10_000;
    asked.length = 0;
    await Promise.all([delivery.send(outgoing()), delivery.send(outgoing()), delivery.send(outgoing())]);
    assert.deepEqual(asked.sort(), ['a', 'b', 'b']);
    await delivery.send(outgoing());
    assert.equal(asked.at(-1), 'a');
  });

  test('opted-out recipients do not open the breaker', async () => {
    const { delivery, asked } = router({ a: no({ retry: false, final: 'OPTED_OUT' } as never), b: yes() });
    for (let n = 0; n < 10; n++) await delivery.send(outgoing());
    assert.equal(asked.length, 10);
  });

  test('when all rest, the one with the fewest failures is asked anyway', async () => {
    let up = false;
    const shaky: Send = async () => (up ? { accepted: true } : { accepted: false, retry: true, reason: 'down' });
    const { delivery, asked } = router({ a: no(), b: shaky });
    for (let n = 0; n < 4; n++) await delivery.send(outgoing());
    asked.length = 0;
    up = true;
    assert.equal((await delivery.send(outgoing())).accepted, true);
    assert.deepEqual(asked, ['b']);
  });

  test('no further provider is asked once somebody has waited too long', async () => {
    const slow: Send = async () => {
      it.clock.ms += 10_000;
      return { accepted: false, retry: true, reason: 'down' };
    };
    const it = router({ a: slow, b: yes() });
    assert.deepEqual([(await it.delivery.send(outgoing())).accepted, it.asked], [false, ['a']]);
  });

  describe('with a telephony hook', () => {
    const attempt = (result: Attempt['result']): Attempt => ({
      provider: 'hook',
      name: 'Hook',
      result,
      milliseconds: 1,
    });

    test('one that takes the message is all there is', async () => {
      const { delivery, asked } = router({ a: yes() }, { hook: async () => attempt('ACCEPTED') });
      assert.deepEqual([results((await delivery.send(outgoing())).attempts), asked], [['hook ACCEPTED'], []]);
    });

    test('silence, failure and even a crash of it leave the message to own providers', async () => {
      for (const [hook, seen] of [
        [async () => undefined, ['a ACCEPTED']],
        [async () => attempt('TIMEOUT'), ['hook TIMEOUT', 'a ACCEPTED']],
        [async () => attempt('REFUSED'), ['hook REFUSED', 'a ACCEPTED']],
        [() => Promise.reject(new Error('bug')), ['a ACCEPTED']],
      ] as const) {
        assert.deepEqual(results((await router({ a: yes() }, { hook }).delivery.send(outgoing())).attempts), seen);
      }
    });
  });

  test('it never throws: what goes wrong inside is reported and the message is not sent', async () => {
    const { delivery, errors } = router({}, { configured: () => Promise.reject(new Error('no database')) });
    const outcome = await delivery.send(outgoing());
    assert.deepEqual(outcome, { accepted: false, attempts: [], reason: 'DELIVERY_ERROR' });
    assert.match(String(errors[0]), /no database/);
  });
});
