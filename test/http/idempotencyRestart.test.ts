import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Running, start } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';

const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };

for (const engine of ENGINES) {
  test(`a reply is given again after the process was killed and started anew: ${engine}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-keys-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const database = engine === 'sqlite' ? `sqlite:${join(folder, 'k.db')}` : await freshPostgresUrl();
    const args = ['dev', '--database', database];
    const enroll = async ({ url }: Running, userId: string) => {
      const headers = {
        authorization: 'SSWS dev-token',
        'content-type': 'application/json',
        'idempotency-key': 'once',
      };
      const path = `${url}/api/v1/users/${userId}/factors`;
      const reply = await fetch(path, { method: 'POST', headers, body: JSON.stringify(sms) });
      // Links name the port, which the second process has another of.
      const body = (await reply.text()).replaceAll(url, '');
      return { status: reply.status, body, replayed: reply.headers.get('idempotency-replayed') };
    };
    const first = await start(args);
    const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
    const { id } = (await first.call('POST', '/api/v1/users', { profile })).body;
    const before = await enroll(first, id);
    assert.deepEqual([before.status, before.replayed], [200, null]);
    await first.stop('SIGKILL');

    const second = await start(args);
    t.after(() => second.stop());
    const after = await enroll(second, id);
    assert.deepEqual([after.status, after.replayed], [200, 'true']);
    assert.equal(after.body.replaceAll(first.url, ''), before.body);
    assert.deepEqual((await second.call('GET', '/dev/inbox')).body, []);
    assert.equal((await second.call('GET', `/api/v1/users/${id}/factors`)).body.length, 1);
  });
}
