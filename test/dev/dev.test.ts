import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Running, start } from '../support/command.ts';

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

  test('a name that was rebound to this address is not answered', async () => {
    const { hostname, port } = new URL(service.url);
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      request({ hostname, port, path: '/dev/inbox', headers: { host: 'evil.example' } }, ({ statusCode }) =>
        resolve(statusCode),
      )
        .on('error', reject)
        .end();
    });
    assert.equal(status, 404);
  });
});
