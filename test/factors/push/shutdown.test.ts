import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { start } from '../../support/command.ts';
import { TestDevice } from '../../support/devices/device.ts';
import { fetchWire } from '../../support/devices/fetchWire.ts';
import { scanQr } from '../../support/devices/scanQr.ts';
import { ENGINES, freshPostgresUrl } from '../../support/engines.ts';

for (const engine of ENGINES) {
  test(`requests that wait are answered when the process ends, and what waited is there after kill -9: ${engine}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cofactor-push-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const database = engine === 'sqlite' ? `sqlite:${join(folder, 'p.db')}` : await freshPostgresUrl();
    const args = ['dev', '--database', database, '--public-url', 'https://mfa.example.com'];
    const first = await start(args);
    const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
    const { id: userId } = (await first.call('POST', '/api/v1/users', { profile })).body;
    const factors = `/api/v1/users/${userId}/factors`;
    const pending = (await first.call('POST', factors, { factorType: 'push', provider: 'OKTA' })).body;
    const { href } = pending._embedded.activation._links.qrcode;
    const picture = await fetch(href.replace('https://mfa.example.com', first.url));
    const link = scanQr(new Uint8Array(await picture.arrayBuffer()));
    assert.match(link, /^https:\/\/mfa\.example\.com\/authenticator\/#/);
    const now = () => Date.now();
    const to = (url: string) => ({ ...fetchWire(url, now), audience: 'https://mfa.example.com' });
    const device = new TestDevice(to(first.url));
    assert.equal((await device.enroll(link)).status, 200);

    const waiting = device.transactions(30);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const stopping = performance.now();
    const [reply, code] = await Promise.all([waiting, first.stop('SIGTERM')]);
    assert.deepEqual([reply.status, reply.body.transactions, code], [200, [], 0]);
    assert.ok(performance.now() - stopping < 10_000);

    const second = await start(args);
    const poll = (await second.call('POST', `${factors}/${pending.id}/verify`)).body._links.poll.href as string;
    const { pathname } = new URL(poll);
    await second.stop('SIGKILL');

    const third = await start(args);
    t.after(() => third.stop());
    assert.equal((await third.call('GET', pathname)).body.factorResult, 'WAITING');
    const moved = device.movedTo(to(third.url));
    assert.equal((await moved.decide('APPROVE')).body.factorResult, 'SUCCESS');
    assert.equal((await third.call('GET', pathname)).body.factorResult, 'SUCCESS');
  });
}
