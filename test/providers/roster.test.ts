import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from 'typebox';
import { createRoster } from '../../src/delivery/createRoster.ts';
import { type ProviderIo, provider } from '../../src/delivery/provider.ts';
import type { MessageProvider } from '../../src/domain/providers/messageProvider.ts';
import { trustedConnector } from '../../src/outgoing/connector.ts';
import { seededRandom } from '../support/random.ts';

const now = Temporal.Instant.from('2026-01-01T00:00:00Z');

const one = (id: string, over: Partial<MessageProvider> = {}): MessageProvider => ({
  id,
  type: 'line',
  name: id,
  enabled: true,
  channels: ['sms'],
  routes: { countries: [], prefixes: [] },
  priority: 10,
  weight: 100,
  settings: { host: id },
  created: now,
  lastUpdated: now,
  version: 1,
  ...over,
});

/** A roster of providers that hold connections; notes what is read, closed and reported. */
const way = { fetch, connector: trustedConnector };

function roster(fixed: readonly MessageProvider[] = []) {
  const it = { stored: [] as MessageProvider[], reads: 0, ms: 0, closed: [] as string[], reports: [] as unknown[] };
  let seen: ProviderIo | undefined;
  const line = provider({
    id: 'line',
    label: 'Line',
    channels: ['sms'],
    settings: Type.Object({ host: Type.String() }),
    async send(_message, _settings, io) {
      seen = io;
      return { accepted: true };
    },
    report: () => ({ reports: [] }),
    async close({ host }) {
      it.closed.push(host);
      if (host === 'rude') throw new Error('no goodbye');
    },
  });
  const roster = createRoster({
    types: [line],
    fixed,
    stored: async () => {
      it.reads += 1;
      return it.stored;
    },
    io: { random: seededRandom(), now: () => now },
    outside: { trusted: way, guarded: way },
    addressProblem: () => undefined,
    webhookUrl: (id) => `https://cofactor.test/hooks/providers/${id}`,
    reported: (id, report) => it.reports.push([id, report]),
    monotonicMs: () => it.ms,
  });
  return { it, roster, io: () => seen, ids: async () => (await roster.configured()).map(({ id }) => id) };
}

describe('the roster of providers', () => {
  test('those of the configuration come first; what is switched off, unknown or unusable is left out', async () => {
    const { it, ids } = roster([one('own')]);
    it.stored = [one('a'), one('off', { enabled: false }), one('odd', { type: 'x' }), one('bad', { settings: {} })];
    assert.deepEqual(await ids(), ['own', 'a']);
  });

  test('what another process has changed is seen after a second; what this one has, at once', async () => {
    const { it, ids, roster: live } = roster();
    assert.deepEqual(await ids(), []);
    it.stored = [one('a')];
    it.ms = 999;
    assert.deepEqual([await ids(), it.reads], [[], 1]);
    it.ms = 1_000;
    assert.deepEqual([await ids(), it.reads], [['a'], 2]);
    it.stored = [];
    live.changed();
    assert.deepEqual([await ids(), it.reads], [[], 3]);
  });

  test('a database that cannot be read is asked again by the next message', async () => {
    const { it, ids, roster: live } = roster();
    const stored = it.stored;
    Object.defineProperty(it, 'stored', {
      get: () => {
        throw new Error('down');
      },
      configurable: true,
    });
    await assert.rejects(live.configured(), /down/);
    Object.defineProperty(it, 'stored', { value: [...stored, one('a')] });
    assert.deepEqual(await ids(), ['a']);
  });

  test('connections are closed when settings change, a provider goes or the service stops, and not otherwise', async () => {
    const { it, ids, roster: live } = roster([one('own')]);
    const reload = () => {
      live.changed();
      return ids();
    };
    it.stored = [one('a'), one('b'), one('rude')];
    await reload();
    await reload();
    assert.deepEqual(it.closed, []);
    it.stored = [one('a', { version: 2, settings: { host: 'a2' } }), one('b'), one('rude')];
    await reload();
    assert.deepEqual(it.closed, ['a']);
    it.stored = [it.stored[0] as MessageProvider, one('b', { enabled: false })];
    await reload();
    assert.deepEqual(it.closed, ['a', 'b', 'rude']);
    await live.close();
    assert.deepEqual(it.closed, ['a', 'b', 'rude', 'own', 'a2']);
  });

  test('a test of one that is not in use leaves no connection behind; reports over connections find their way', async () => {
    const { it, io, roster: live } = roster();
    const { result } = await live.test(one('a', { enabled: false }), { channel: 'sms', to: '+18024482036' });
    assert.deepEqual(
      [result, it.closed, io()?.webhookUrl],
      ['ACCEPTED', ['a'], 'https://cofactor.test/hooks/providers/a'],
    );
    io()?.reported?.({ reference: 'r', status: 'DELIVERED' });
    assert.deepEqual(it.reports, [['a', { reference: 'r', status: 'DELIVERED' }]]);
    it.stored = [one('a')];
    await live.configured();
    await live.test(one('a'), { channel: 'sms', to: '+18024482036' });
    assert.equal(it.closed.length, 1);
  });
});
