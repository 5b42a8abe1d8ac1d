import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { start } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { linkOf } from '../support/log/logCalls.ts';

/** `npm run ci:full` writes 100,000. */
const EVENTS = Number(process.env.COFACTOR_LOG_EVENTS ?? 1_200);
const PROCESSES = ['a', 'b'];
const WRITERS = 2;

for (const engine of ENGINES) {
  test(`a SIEM that polls sees ${EVENTS} events of four writers in two processes, each once and in order: ${engine}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-log-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const database = engine === 'sqlite' ? `sqlite:${join(folder, 'log.db')}` : await freshPostgresUrl();
    const service = await start(['dev', '--database', database, '--api-limit', '1000000']);
    t.after(() => service.stop());
    const script = join(import.meta.dirname, '../support/log/writer.ts');
    const each = EVENTS / PROCESSES.length / WRITERS;
    const writers = PROCESSES.map((name) =>
      spawn(process.execPath, [script, database, name, String(WRITERS), String(each)], { stdio: ['ignore', 2, 2] }),
    );
    t.after(() => {
      for (const writer of writers) writer.kill();
    });
    const ended = writers.map((writer) => once(writer, 'exit'));
    let isOver = false;
    void Promise.all(ended).then(() => {
      isOver = true;
    });

    const filter = 'eventType eq "user.account.lock"';
    const seen = new Map<string, number[]>();
    const uuids = new Set<string>();
    let next = `/api/v1/logs?${new URLSearchParams({ filter, limit: '137' })}`;
    let count = 0;
    let polls = 0;
    // After the last event, some more: none comes twice. Others on the server may hold the horizon back for a while.
    for (let more = 3, waits = 1_500; more > 0 && waits > 0; ) {
      const over = isOver;
      const headers = { authorization: 'SSWS dev-token' };
      const reply = await fetch(`${service.url}${next}`, { headers });
      const events = (await reply.json()) as {
        uuid: string;
        target: [{ id: string }];
        debugContext: { debugData: { n: string } };
      }[];
      assert.equal(reply.status, 200, JSON.stringify(events));
      for (const { uuid, target, debugContext } of events) {
        uuids.add(uuid);
        const writer = target[0].id;
        seen.set(writer, [...(seen.get(writer) ?? []), Number(debugContext.debugData.n)]);
      }
      count += events.length;
      polls++;
      const link = linkOf(reply.headers.get('link')?.split(', '), 'next');
      assert.ok(link, 'a poll always has a next link');
      next = link;
      if (over && count >= EVENTS) more--;
      if (over && events.length === 0) waits--;
      if (events.length === 0) await sleep(20);
    }
    assert.equal(count, EVENTS);
    assert.equal(uuids.size, EVENTS);
    for (const numbers of seen.values()) {
      assert.deepEqual(
        numbers,
        Array.from({ length: each }, (_, n) => n),
      );
    }
    assert.equal(seen.size, PROCESSES.length * WRITERS);
    assert.ok(polls > 5, `the log was read while it was written, in ${polls} polls`);
    assert.deepEqual(
      (await Promise.all(ended)).map(([code]) => code),
      [0, 0],
    );
  });
}
