import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { cofactor, start } from '../support/command.ts';
import { endpoint, eventHookRequest, path } from '../support/hooks/eventWorld.ts';

test('cofactor event-hook shows what a hook has not taken, and has the service that runs send it again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-event-hook-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const at = await endpoint();
  t.after(() => at.close());
  const env = { COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'a.db')}` };
  const dev = await start(['dev'], env);
  t.after(() => dev.stop());
  const events = { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] };
  const { body: hook } = await dev.call('POST', path, eventHookRequest(at.url, { events }));
  assert.equal((await dev.call('POST', `${path}/${hook.id}/lifecycle/verify`)).status, 200);
  at.answer = (response) => void response.writeHead(503).end();
  at.calls.length = 0;
  const login = 'ada@example.com';
  const profile = { firstName: 'Ada', lastName: 'L', login, email: login };
  assert.equal((await dev.call('POST', '/api/v1/users', { profile })).status, 200);

  const eventHook = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await cofactor(['event-hook', ...args], env);
    return { code, text: stdout + stderr };
  };
  const listed = async (pattern: RegExp) => {
    let text = '';
    for (let tries = 0; tries < 60; tries++) {
      ({ text } = await eventHook('list'));
      if (pattern.test(text)) return;
      await sleep(200);
    }
    assert.match(text, pattern);
  };
  await listed(/^who\w+ {2}ACTIVE {2}VERIFIED {2}1 waiting {2}0 dead {2}Event Hook Test\n$/);
  assert.deepEqual(await eventHook('dead-letters', hook.id), { code: 0, text: '' });
  const [first] = at.calls;
  at.answer = (response) => void response.writeHead(204).end();
  assert.deepEqual(await eventHook('replay', hook.id), { code: 0, text: '1 are sent again\n' });
  await listed(/ 0 waiting {2}0 dead /);
  assert.equal(at.calls.at(-1)?.body.eventId, first?.body.eventId);

  const unknown = await eventHook('replay', 'who1');
  assert.deepEqual([unknown.code, /cofactor event-hook list shows all/.test(unknown.text)], [1, true]);
});
