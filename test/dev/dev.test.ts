import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { cofactor, type Running, start } from '../support/command.ts';

describe('development mode', () => {
  let service: Running;
  let people = 0;
  before(async () => {
    service = await start(['dev', '--database', 'sqlite::memory:']);
  });
  after(() => service.stop());

  async function enrolled(phoneNumber: string) {
    const login = `dev${++people}@example.com`;
    const profile = { firstName: 'D', lastName: 'V', email: login, login };
    const user = (await service.call('POST', '/api/v1/users', { profile })).body.id;
    const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } };
    const { id } = (await service.call('POST', `/api/v1/users/${user}/factors`, body)).body;
    return { user, id };
  }

  test('messages land in the inbox, with their code', async () => {
    await enrolled('+1 802 448 2036');
    await enrolled('+18024482037');
    const { body } = await service.call('GET', '/dev/inbox?to=%2B18024482036&channel=sms');
    assert.equal(body.length, 1);
    const [message] = body;
    assert.deepEqual(Object.keys(message), ['id', 'channel', 'to', 'text', 'code', 'at']);
    assert.deepEqual([message.channel, message.to], ['sms', '+18024482036']);
    assert.match(message.code, /^\d{6}$/);
    assert.equal(message.text, `Your verification code is ${message.code}.`);
    for (const to of ['+1-802-448-2036', '%2B1%20802%20448%202036']) {
      assert.equal((await service.call('GET', `/dev/inbox?to=${to}`)).body.length, 1, to);
    }
    assert.equal((await service.call('GET', '/dev/inbox?channel=call')).body.length, 0);
    assert.equal((await service.call('GET', '/dev/inbox')).body.length, 2);
  });

  test('calls and e-mails land there too, in the words they would be said and written in', async () => {
    const { user } = await enrolled('+18024482038');
    const factors = `/api/v1/users/${user}/factors`;
    const { email } = (await service.call('GET', `/api/v1/users/${user}`)).body.profile;
    const profile = { phoneNumber: '+1 802 448 2039', phoneExtension: '7' };
    await service.call('POST', factors, { factorType: 'call', provider: 'OKTA', profile });
    await service.call('POST', factors, { factorType: 'email', provider: 'OKTA', profile: { email } });

    const [call, ...otherCalls] = (await service.call('GET', '/dev/inbox?channel=call')).body;
    assert.deepEqual(otherCalls, []);
    assert.deepEqual([call.to, call.extension], ['+18024482039', '7']);
    assert.ok(call.text.includes([...call.code].join(', ')), call.text);

    const [mail, ...otherMails] = (await service.call('GET', `/dev/inbox?to=${email.toUpperCase()}`)).body;
    assert.deepEqual(otherMails, []);
    assert.deepEqual([mail.channel, mail.to, mail.subject], ['email', email, 'Confirm your e-mail address']);
    assert.ok(mail.text.includes(mail.code), mail.text);
  });

  test('an address with a plus sign and a hyphen is found, also where the plus sign was not encoded', async () => {
    const email = 'first-name+tag@ex-ample.com';
    const profile = { firstName: 'D', lastName: 'V', email, login: email };
    const { id } = (await service.call('POST', '/api/v1/users', { profile })).body;
    await service.call('POST', `/api/v1/users/${id}/factors`, { factorType: 'email', provider: 'OKTA' });
    for (const to of [encodeURIComponent(email), email]) {
      assert.equal((await service.call('GET', `/dev/inbox?to=${to}`)).body.length, 1, to);
    }
  });

  test('the clock goes forward', async () => {
    const before = Temporal.Instant.from((await service.call('GET', '/dev/clock')).body.now);
    const { status, body } = await service.call('POST', '/dev/clock', { advance: 'PT30S' });
    assert.equal(status, 200);
    const ahead = Temporal.Instant.from(body.now).since(before).total('seconds');
    assert.ok(ahead >= 30 && ahead < 35, String(ahead));
    for (const advance of ['-PT30S', 'P1Y', 'soon', 30, null, undefined]) {
      const refused = await service.call('POST', '/dev/clock', { advance });
      assert.deepEqual([refused.status, refused.body.errorCode], [400, 'E0000001'], String(advance));
    }
  });

  test('a client that waits for a rate limit to end waits a minute at most, however far the clock has been moved', async () => {
    await service.call('POST', '/dev/clock', { advance: 'P3D' });
    const { headers } = await fetch(`${service.url}/api/v1/users`, { headers: { authorization: 'SSWS dev-token' } });
    const waitMs = Number(headers.get('x-rate-limit-reset')) * 1_000 - Date.parse(headers.get('date') ?? '');
    assert.ok(waitMs > 0 && waitMs <= 61_000, `${waitMs} ms`);
  });

  test('reset forgets users, messages and the clock, and keeps the token', async () => {
    const { user } = await enrolled('+18024482038');
    await service.call('POST', '/dev/clock', { advance: 'P1D' });
    assert.equal((await service.call('POST', '/dev/reset')).status, 200);
    assert.equal((await service.call('GET', `/api/v1/users/${user}`)).status, 404);
    assert.deepEqual((await service.call('GET', '/dev/inbox')).body, []);
    const now = Temporal.Instant.from((await service.call('GET', '/dev/clock')).body.now);
    assert.ok(Math.abs(now.since(Temporal.Now.instant()).total('seconds')) < 60);
    await enrolled('+18024482038');
  });

  test('me is the owner of the token, an ACTIVE user that lists show, and is the same after a reset', async () => {
    const { status, body } = await service.call('GET', '/api/v1/users/me');
    assert.deepEqual([status, body.status, body.profile.login], [200, 'ACTIVE', 'developer@cofactor.test']);
    const listed = (
      await service.call('GET', '/api/v1/users?search=profile.login%20eq%20%22developer@cofactor.test%22')
    ).body;
    assert.deepEqual(
      listed.map(({ id }: { id: string }) => id),
      [body.id],
    );
    assert.equal((await service.call('POST', '/dev/reset')).status, 200);
    assert.equal((await service.call('GET', '/api/v1/users/me')).body.id, body.id);
    const { id } = (await service.call('GET', '/api/v1/users/developer')).body;
    assert.equal(id, body.id);
  });

  test('the token acts as a SUPER_ADMIN whom it cannot remove: not deactivate, suspend, delete, or take the role from', async () => {
    const { id } = (await service.call('GET', '/api/v1/users/me')).body;
    const [held] = (await service.call('GET', '/api/v1/users/me/roles')).body;
    assert.equal(held.type, 'SUPER_ADMIN');
    // There is another, so that it is not the last one that stays.
    const profile = { login: 'other@example.com', email: 'other@example.com', firstName: 'O', lastName: 'T' };
    const other = (await service.call('POST', '/api/v1/users', { profile })).body;
    assert.equal((await service.call('POST', `/api/v1/users/${other.id}/roles`, { type: 'SUPER_ADMIN' })).status, 201);
    for (const [method, path] of [
      ['DELETE', `/api/v1/users/${id}`],
      ['DELETE', '/api/v1/users/me'],
      ['POST', '/api/v1/users/me/lifecycle/deactivate'],
      ['POST', '/api/v1/users/developer/lifecycle/suspend'],
      ['DELETE', `/api/v1/users/me/roles/${held.id}`],
    ] as const) {
      const { status, body } = await service.call(method, path);
      assert.deepEqual([status, body?.errorCode], [403, 'E0000006'], path);
    }
    assert.equal((await service.call('GET', '/api/v1/users/me')).body.status, 'ACTIVE');
    assert.equal((await service.call('POST', '/dev/reset')).status, 200);
    await setTimeout(1_100);
    assert.equal((await service.call('GET', '/api/v1/users/me')).body.id, id);
    assert.equal((await service.call('GET', '/api/v1/users/me/roles')).body[0].type, 'SUPER_ADMIN');
  });

  test('the page is there, and may load nothing from elsewhere', async () => {
    const response = await fetch(`${service.url}/dev`);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.match(await response.text(), /<title>Cofactor inbox<\/title>/);
  });

  test("another web page in the developer's browser can neither read the inbox nor reset the data", async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      for (const [method, path] of [
        ['GET', '/dev/inbox'],
        ['POST', '/dev/reset'],
      ] as const) {
        const response = await fetch(service.url + path, { method, headers: { origin } });
        assert.equal(response.status, 404, origin);
      }
    }
  });

  test('a name that was rebound to this address is refused with 421, and with the flag that would admit it', async () => {
    const refused = await named('evil.example');
    assert.equal(refused.status, 421);
    assert.equal(refused.body.errorCode, 'E0000008');
    assert.match(refused.body.errorCauses[0].errorSummary, /--allowed-hosts evil\.example$/);
    const odd = await named('a" onload="x');
    assert.equal(odd.status, 421);
    assert.match(odd.body.errorCauses[0].errorSummary, /--allowed-hosts NAME$/);
    for (const host of ['localhost', '127.0.0.1:1', '[::1]:8080']) assert.equal((await named(host)).status, 200, host);
  });

  /** The inbox, asked for by a name of the test's own. */
  async function named(host: string, url = service.url) {
    const { request } = await import('node:http');
    const { hostname, port } = new URL(url);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ hostname, port, path: '/dev/inbox', headers: { host } }, resolve).on('error', reject).end();
    });
    return { status: response.statusCode, body: (await json(response)) as ErrorBody };
  }

  test('names of --allowed-hosts are admitted, and no other', async (t) => {
    const own = await start(['dev', '--database', 'sqlite::memory:', '--allowed-hosts', 'cofactor, Dev.Example']);
    t.after(() => own.stop());
    assert.equal((await named('cofactor:8080', own.url)).status, 200);
    assert.equal((await named('dev.example', own.url)).status, 200);
    assert.equal((await named('evil.example', own.url)).status, 421);
    const { code, stderr } = await cofactor(['dev', '--allowed-hosts', 'http://x']);
    assert.equal(code, 1);
    assert.match(stderr, /--allowed-hosts must be names of hosts without ports, not http:\/\/x/);
  });

  test('a stream of events has the messages that there are and those that come, and ends with the service', async () => {
    const own = await start(['dev', '--database', 'sqlite::memory:']);
    const stream = await fetch(`${own.url}/dev/events`);
    assert.equal(stream.headers.get('content-type'), 'text/event-stream');
    let text = '';
    const read = (async () => {
      for await (const part of stream.body ?? []) text += Buffer.from(part).toString();
    })();
    const profile = { firstName: 'D', lastName: 'V', email: 'live@example.com', login: 'live@example.com' };
    const { id } = (await own.call('POST', '/api/v1/users', { profile })).body;
    await own.call('POST', `/api/v1/users/${id}/factors`, { factorType: 'email', provider: 'OKTA' });
    await own.call('POST', '/dev/reset');
    assert.equal(await own.stop(), 0);
    await read;
    assert.match(text, /event: messages\ndata: \[\{"id":1,"channel":"email","to":"live@example\.com"/);
    assert.match(text, /event: changed[\s\S]+event: cleared/);
    assert.match(text, /event: clock\ndata: "\d{4}-\d\d-\d\dT/);
  });

  test('users are found by part of a login, address or name and by id, with their factors', async () => {
    const { user, id } = await enrolled('+18024482041');
    const all = (await service.call('GET', '/dev/users')).body;
    assert.ok(all.length >= 1);
    const { login } = all.at(-1);
    for (const q of [login.slice(1).toUpperCase(), user]) {
      const found = (await service.call('GET', `/dev/users?${new URLSearchParams({ q })}`)).body;
      assert.deepEqual(
        found.map((person: { id: string }) => person.id),
        [user],
      );
      assert.deepEqual(found[0].factors, [{ id, factorType: 'sms', provider: 'OKTA', status: 'PENDING_ACTIVATION' }]);
    }
    assert.deepEqual((await service.call('GET', '/dev/users?q=nobody-of-this-name')).body, []);
  });

  test('the start names the pages and the token; the first page has the same places and a strict policy', async (t) => {
    const own = await start(['dev', '--database', 'sqlite::memory:', '--token', 'my-token']);
    t.after(() => own.stop());
    for (let tries = 0; tries < 100 && !own.stdout().includes('my-token'); tries++) await setTimeout(20);
    for (const path of ['dev', 'docs', 'authenticator/'])
      assert.ok(own.stdout().includes(` ${own.url}/${path}\n`), path);
    assert.match(own.stdout(), /API token +my-token/);
    const page = await fetch(own.url);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.ok(policy.includes("default-src 'none'") && !policy.includes('unsafe'), policy);
    const text = await page.text();
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
    assert.ok(['dev', 'docs', 'authenticator/'].every((link) => links.includes(link)));
    for (const link of [...links, 'favicon.ico']) assert.equal((await fetch(`${own.url}/${link}`)).status, 200, link);
    assert.doesNotMatch(text, /my-token|<script|style=/);
  });
});

interface ErrorBody {
  readonly errorCode: string;
  readonly errorCauses: readonly [{ readonly errorSummary: string }];
}
