import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createVault } from '../../src/crypto/vault.ts';
import type { EventHook } from '../../src/domain/hooks/eventHook.ts';
import { createStore } from '../../src/store/createStore.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openEngine } from '../../src/store/open.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { EVENT, endpoint } from '../support/hooks/eventWorld.ts';

/** `npm run ci:full` kills 200 times. */
const KILLS = Number(process.env.COFACTOR_HOOK_KILLS ?? 8);
const script = join(import.meta.dirname, '../support/hooks/eventTeller.ts');
const hook: EventHook = {
  id: 'who00000000000000001',
  name: 'kills',
  status: 'ACTIVE',
  verification: 'UNVERIFIED',
  subscription: { items: [EVENT], filters: [] },
  target: { uri: '', headers: [] },
  created: Temporal.Instant.from('2026-01-01T00:00:00Z'),
  lastUpdated: Temporal.Instant.from('2026-01-01T00:00:00Z'),
  version: 1,
};

for (const engineName of ENGINES) {
  test(`${KILLS} kills of two processes while they tell a hook of events lose none, and each event has one id: ${engineName}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-kills-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const url = engineName === 'sqlite' ? `sqlite:${join(folder, 'kills.db')}` : await freshPostgresUrl();
    const at = await endpoint();
    t.after(() => at.close());
    const engine = await openEngine(url, () => {});
    await migrate(engine.kysely as never);
    const store = createStore(engine, createVault([new Uint8Array(32)]));
    const before = { ...hook, target: { ...hook.target, uri: at.url } };
    await store.apply([{ do: 'insertEventHook', hook: before }]);
    await store.apply([{ do: 'saveEventHook', before, hook: { ...before, verification: 'VERIFIED' } }]);
    await store.close();

    const written = new Set<string>();
    const complaints: string[] = [];
    const running = new Map<string, ChildProcess>();
    const next = new Map<string, number>();
    const begin = (name: string) => {
      const process_ = spawn(process.execPath, [script, url, name, String(next.get(name) ?? 0)]);
      let rest = '';
      process_.stdout.on('data', (data) => {
        const lines = (rest + String(data)).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          written.add(line);
          next.set(name, Number(line.split('.')[1]) + 2);
        }
      });
      process_.stderr.on('data', (data) => complaints.push(String(data)));
      running.set(name, process_);
    };
    // Its last lines are read before the next process goes on behind them.
    const end = async (name: string) => {
      const victim = running.get(name);
      assert.ok(victim);
      const ended = once(victim, 'close');
      victim.kill('SIGKILL');
      await ended;
    };
    t.after(() => {
      for (const one of running.values()) one.kill('SIGKILL');
    });
    for (const name of ['a', 'b']) begin(name);

    // Half of the kills are in the middle of a request, half of them whenever.
    let wanted: (() => void) | undefined;
    at.answer = (response) => {
      if (wanted) setTimeout(wanted, 0);
      wanted = undefined;
      setTimeout(() => response.writeHead(204).end(), 5);
    };
    for (let kill = 0; kill < KILLS; kill++) {
      const asked = new Promise<void>((resolve) => {
        wanted = resolve;
      });
      // By then whichever process is left tells the hook again.
      await Promise.race([
        asked,
        sleep(20_000, undefined, { ref: false }).then(() => assert.fail(complaints.join(''))),
      ]);
      if (kill % 2 === 1) await sleep(Math.random() * 150);
      // Now both, so that it is certainly whoever was sending, now one of two.
      const names = kill % 2 === 0 ? ['a', 'b'] : [kill % 4 === 1 ? 'a' : 'b'];
      await Promise.all(names.map(end));
      for (const name of names) begin(name);
    }

    const told = () => new Set(at.numbers());
    for (const one of running.values()) {
      one.stdout?.removeAllListeners('data');
    }
    const all = [...written];
    for (let tries = 0; all.some((n) => !told().has(n)); tries++) {
      assert.ok(
        tries < 600,
        `lost: ${all
          .filter((n) => !told().has(n))
          .slice(0, 20)
          .join()}\n${complaints.join('')}`,
      );
      await sleep(100);
    }
    const ids = new Map<string, Set<string>>();
    for (const { body } of at.calls) {
      const { n } = body.data.events[0].debugContext.debugData;
      ids.set(n, (ids.get(n) ?? new Set()).add(body.eventId));
    }
    assert.ok(
      [...ids.values()].every(({ size }) => size === 1),
      'an event has one id, however often it is sent',
    );
    assert.equal(new Set([...ids.values()].flatMap((set) => [...set])).size, ids.size, 'and no other has it');
    const twice = at.calls.length - ids.size;
    t.diagnostic(`${all.length} events, ${twice} of them sent again after ${KILLS} kills`);
  });
}
