import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Running, start } from '../support/command.ts';
import { TestDevice } from '../support/devices/device.ts';
import { phoneOwner } from '../support/devices/phoneOwner.ts';
import { type PushService, pushService } from '../support/devices/pushService.ts';

describe('a device that has subscribed to Web Push', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-push-'));
  let vendor: PushService;
  let service: Running;
  before(async () => {
    vendor = await pushService();
    const trusted = join(folder, 'vendor.pem');
    writeFileSync(trusted, vendor.certificate);
    service = await start(['dev', '--database', 'sqlite::memory:'], { NODE_EXTRA_CA_CERTS: trusted });
  });
  after(async () => {
    await service.stop();
    await vendor.close();
    rmSync(folder, { recursive: true });
  });

  const wire = {
    get audience() {
      return service.url;
    },
    now: () => Temporal.Now.instant().epochMilliseconds,
    async send(method: string, path: string, { body, authorization }: { body?: unknown; authorization?: string }) {
      const response = await fetch(service.url + path, {
        method,
        headers: {
          ...(authorization && { authorization }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const headers = Object.fromEntries(response.headers);
      // biome-ignore lint/suspicious/noExplicitAny: replies of every shape
      return { status: response.status, headers, body: (await response.json()) as any };
    },
  };

  async function phone() {
    const owner = await phoneOwner(service);
    const device = new TestDevice(wire);
    const { status, body } = await device.enroll(owner.link);
    assert.equal(status, 200, JSON.stringify(body));
    return { owner, device, pushKey: body.pushKey as string };
  }

  test('it is woken by each question, by the service whose key it was given when it joined', async () => {
    const { owner, device, pushKey } = await phone();
    assert.equal((await device.subscribe(vendor.subscribe())).status, 200);
    const already = vendor.received.length;
    await owner.ask();
    const message = (await vendor.messages(already + 1)).at(-1);
    assert.deepEqual(JSON.parse(message?.text ?? ''), { kid: device.kid });
    assert.equal(message?.sender.key, pushKey);
    assert.equal((await device.transactions()).body.transactions.length, 1);
  });

  test('nobody waits for the push service: a question is answered as fast when that hangs', async () => {
    const { owner, device } = await phone();
    const already = vendor.received.length;
    await device.subscribe(vendor.subscribe());
    vendor.delayMs = 2_000;
    const started = performance.now();
    await owner.ask();
    assert.ok(performance.now() - started < 1_500);
    vendor.delayMs = 0;
    await vendor.messages(already + 1);
  });

  test('a subscription whose push service says 410 is dropped, and the one that takes its place is used', async () => {
    const { owner, device } = await phone();
    const already = vendor.received.length;
    await device.subscribe(vendor.subscribe());
    vendor.status = 410;
    await owner.ask();
    await vendor.messages(already + 1);
    vendor.status = 201;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await owner.ask();
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(vendor.received.length, already + 1);

    const renewed = vendor.subscribe();
    await device.subscribe(renewed);
    await owner.ask();
    const message = (await vendor.messages(already + 2)).at(-1);
    assert.equal(vendor.origin + message?.path, renewed.endpoint);
  });

  test('the log never has the address at which a device is woken, which is a secret of the device', async () => {
    const { owner, device } = await phone();
    const already = vendor.received.length;
    await device.subscribe(vendor.subscribe('/push/very-secret'));
    vendor.status = 500;
    await owner.ask();
    await vendor.messages(already + 1);
    vendor.status = 201;
    for (let tries = 0; tries < 500 && !/status 500/.test(service.stderr()); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.match(service.stderr(), /Web Push for 00u.*status 500/);
    assert.doesNotMatch(service.stderr(), /very-secret/);
  });
});
