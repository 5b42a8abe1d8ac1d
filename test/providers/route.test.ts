import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Destination, route } from '../../src/delivery/route.ts';
import type { Channel } from '../../src/domain/messages/message.ts';

interface Over {
  readonly countries?: readonly string[];
  readonly prefixes?: readonly string[];
  readonly channels?: readonly Channel[];
  readonly priority?: number;
  readonly weight?: number;
}

const at = (id: string, over: Over = {}) => {
  const { countries = [], prefixes = [], channels = ['sms' as const], priority = 10, weight = 100 } = over;
  return { id, channels, routes: { countries, prefixes }, priority, weight };
};

const to = (number: string, over: Partial<Destination> = {}): Destination => ({
  channel: 'sms',
  to: number,
  userId: 'ada',
  turn: 0,
  ...over,
});

const ids = (providers: readonly { readonly id: string }[]) => providers.map(({ id }) => id).join(' ');

describe('which providers a message is offered to, in which order', () => {
  const us = at('us', { countries: ['US'] });
  const vermont = at('vermont', { prefixes: ['+1802'] });
  const anywhere = at('anywhere');
  const mail = at('mail', { channels: ['email'] });
  const all = [anywhere, mail, us, vermont];
  const cases: readonly (readonly [string, Destination, string])[] = [
    [
      'the longest prefix, then the country, then everywhere',
      to('+18024482036', { country: 'US' }),
      'vermont us anywhere',
    ],
    ['a country', to('+12125550100', { country: 'US' }), 'us anywhere'],
    ['another country is not served by those that name countries', to('+4930123456', { country: 'DE' }), 'anywhere'],
    ['a number that tells no country is served by prefixes and everywhere', to('+18024482036'), 'vermont anywhere'],
    ['e-mail has no country', to('ada@example.com', { channel: 'email' }), 'mail'],
    ['a channel nobody carries', to('+18024482036', { channel: 'call', country: 'US' }), ''],
  ];
  for (const [name, destination, expected] of cases) {
    test(name, () => assert.equal(ids(route(all, destination)), expected));
  }

  test('of two prefixes the longer one counts, also within one provider', () => {
    const short = at('short', { prefixes: ['+1', '+44'] });
    const long = at('long', { prefixes: ['+18', '+1802448'] });
    assert.equal(ids(route([short, long], to('+18024482036'))), 'long short');
    assert.equal(ids(route([short, long], to('+19995550100'))), 'short');
  });

  test('the lowest priority is first whatever the weights say', () => {
    const providers = [at('b', { priority: 10, weight: 1000 }), at('a', { priority: 0, weight: 1 })];
    for (const userId of ['ada', 'bob', 'eve', 'mallory']) {
      assert.equal(ids(route(providers, to('+1', { userId }))), 'a b');
    }
  });

  test('each further message to a user who waits starts with the next one, and comes round', () => {
    const providers = [at('a', { priority: 1 }), at('b', { priority: 2 }), at('c', { priority: 3 })];
    const orders = [0, 1, 2, 3].map((turn) => ids(route(providers, to('+1', { turn }))));
    assert.deepEqual(orders, ['a b c', 'b c a', 'c a b', 'a b c']);
  });

  test('weights are the shares of first tries, the same for the same user every time', () => {
    const providers = [at('a', { weight: 60 }), at('b', { weight: 30 }), at('c', { weight: 10 })];
    const first = new Map<string, number>();
    for (let n = 0; n < 10_000; n++) {
      const destination = to('+1', { userId: `user ${n}` });
      const order = ids(route(providers, destination));
      assert.equal(ids(route([...providers].reverse(), destination)), order);
      first.set(order.slice(0, 1), (first.get(order.slice(0, 1)) ?? 0) + 1);
    }
    for (const [id, share] of [
      ['a', 6000],
      ['b', 3000],
      ['c', 1000],
    ] as const) {
      assert.ok(Math.abs((first.get(id) ?? 0) - share) < 250, `${id}: ${first.get(id)} of ${share}`);
    }
  });

  test('weight 0 only stands in for others', () => {
    const providers = [at('spare', { weight: 0 }), at('a', { weight: 1 }), at('other', { weight: 0 })];
    for (let n = 0; n < 50; n++) {
      assert.match(ids(route(providers, to('+1', { userId: `${n}` }))), /^a /);
    }
  });

  test('one more provider takes over users and moves none between the others', () => {
    const before = [at('a'), at('b')];
    let moved = 0;
    for (let n = 0; n < 1_000; n++) {
      const destination = to('+1', { userId: `${n}` });
      const [old] = route(before, destination);
      const [now] = route([...before, at('c')], destination);
      if (now?.id !== old?.id) {
        assert.equal(now?.id, 'c');
        moved += 1;
      }
    }
    assert.ok(moved > 250 && moved < 420, `${moved}`);
  });
});
