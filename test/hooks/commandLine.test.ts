import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import okta from '@okta/okta-sdk-nodejs';
import { cofactor, type Running, start } from '../support/command.ts';
import { command, type HookServer, hookServer, json } from '../support/hooks/hookServer.ts';
import { hookRequest } from '../support/hooks/hookWorld.ts';
import { oktaRequest } from '../support/hooks/oktaRequest.ts';

const SECRET = 'an Okta org sends this secret';

describe('hooks in development mode', () => {
  let service: Running;
  let server: HookServer;
  before(async () => {
    server = await hookServer();
    service = await start(['dev', '--database', 'sqlite::memory:'], { COFACTOR_OKTA_HOOK_SECRET: SECRET });
  });
  after(async () => {
    await service.stop();
    await server.close();
  });

  test("Okta's SDK sets one up on http, tries it, and messages go to it and to the inbox", async () => {
    const { inlineHookApi } = new okta.Client({
      orgUrl: service.url,
      token: 'dev-token',
      cacheMiddleware: null,
      testing: { disableHttpsCheck: true },
    } as ConstructorParameters<typeof okta.Client>[0]);
    const hook = await inlineHookApi.createInlineHook({ inlineHook: hookRequest(server.url) as never });
    const { id: inlineHookId = '' } = hook;
    assert.deepEqual(
      [hook.status, (await inlineHookApi.getInlineHook({ inlineHookId })).name],
      ['ACTIVE', 'Telephony'],
    );
    const payloadData = oktaRequest() as never;
    assert.ok(await inlineHookApi.executeInlineHook({ inlineHookId, payloadData }));
    assert.deepEqual(server.calls.at(-1)?.body.eventId, oktaRequest().eventId);

    const login = 'hooked@example.com';
    const profile = { firstName: 'H', lastName: 'K', email: login, login };
    const user = (await service.call('POST', '/api/v1/users', { profile })).body.id;
    const factors = `/api/v1/users/${user}/factors`;
    const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
    const pending = (await service.call('POST', factors, sms)).body;
    const { source, data } = server.calls.at(-1)!.body;
    assert.equal(source, `${service.url}/api/v1/inlineHooks/${inlineHookId}`);
    const [message] = (await service.call('GET', '/dev/inbox')).body;
    assert.deepEqual([message.code, message.hook], [data.messageProfile.otpCode, 'ACCEPTED']);

    server.answer = (response) => json(response, command('FAILED'));
    await service.call('POST', '/dev/clock', { advance: 'PT30S' });
    assert.equal((await service.call('POST', `${factors}/${pending.id}/resend`, sms)).status, 200);
    assert.equal((await service.call('GET', '/dev/inbox')).body.at(-1).hook, 'REFUSED: FAILED (VONAGE)');

    await inlineHookApi.deactivateInlineHook({ inlineHookId });
    await inlineHookApi.deleteInlineHook({ inlineHookId });
    await assert.rejects(inlineHookApi.getInlineHook({ inlineHookId }), /InlineHook/);
  });

  test('an Okta org with the secret sends through it', async () => {
    const messageProfile = { phoneNumber: '+18024482040', msgTemplate: 'Acme: 11111' };
    const ask = async (authorization: string) => {
      const response = await fetch(`${service.url}/hooks/okta/telephony`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(oktaRequest({ eventId: 'dev', messageProfile })),
      });
      return { status: response.status, body: (await response.json()) as { commands: unknown } };
    };
    assert.equal((await ask('another secret')).status, 401);
    assert.equal((await service.call('GET', '/dev/inbox?to=%2B18024482040')).body.length, 0);
    const { status, body } = await ask(SECRET);
    assert.equal(status, 200);
    assert.ok(body.commands, JSON.stringify(body));
    const [message] = (await service.call('GET', '/dev/inbox?to=%2B18024482040')).body;
    assert.deepEqual([message.text, message.hook], ['Acme: 11111', undefined]);
    assert.ok(!service.stderr().includes(SECRET) && !service.stderr().includes('11111'));
  });
});

describe('hooks of the service for real', () => {
  let folder: string;
  const env = { COFACTOR_MASTER_KEY: randomBytes(32).toString('base64'), COFACTOR_DATABASE_URL: '' };
  let token: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cofactor-hooks-'));
    env.COFACTOR_DATABASE_URL = `sqlite:${join(folder, 'c.db')}`;
    await cofactor(['migrate'], env);
    const { stdout } = await cofactor(['token', 'create', 'test', '--role', 'SUPER_ADMIN'], env);
    token = stdout.trim().split(/\s+/).at(-1) ?? '';
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What becomes of a hook at this address, under these flags. */
  async function created(uri: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
    const service = await start(['serve', ...args], { ...env, ...more }, token);
    try {
      const { status, body } = await service.call('POST', '/api/v1/inlineHooks', hookRequest(uri));
      if (status === 200) {
        await service.call('POST', `/api/v1/inlineHooks/${body.id}/lifecycle/deactivate`);
        await service.call('DELETE', `/api/v1/inlineHooks/${body.id}`);
      }
      return status;
    } finally {
      await service.stop();
    }
  }

  test('private addresses and http only where they are allowed', async () => {
    const uri = 'https://10.1.2.3/hook';
    const variable = 'COFACTOR_ALLOW_PRIVATE';
    assert.equal(await created(uri, []), 400);
    assert.equal(await created(uri, [], { [variable]: '10.2.0.0/16,hooks.internal' }), 400);
    assert.equal(await created(uri, [], { [variable]: '10.1.0.0/16' }), 200);
    assert.equal(await created(uri, ['--allow-private', '10.1.2.3']), 200);
    assert.equal(await created('http://10.1.2.3/hook', ['--allow-private', 'hooks.internal']), 400);
  });

  test('a secret that could be guessed, and a list of no hosts, are refused at the start', async () => {
    const short = await cofactor(['serve'], { ...env, COFACTOR_OKTA_HOOK_SECRET: 'guess me' });
    assert.equal(short.code, 1);
    assert.match(short.stderr, /COFACTOR_OKTA_HOOK_SECRET must be at least 24/);
    assert.ok(!short.stderr.includes('guess me'));
    const maybe = await cofactor(['serve'], { ...env, COFACTOR_ALLOW_PRIVATE: 'hooks.internal,10.0.0.0/33' });
    assert.equal(maybe.code, 1);
    assert.match(maybe.stderr, /--allow-private must be .*, not 10\.0\.0\.0\/33/);
  });
});
