import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authenticatorsOf } from '../../src/domain/org/authenticators.ts';
import { allKinds } from '../../src/factors/index.ts';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { orgCalls, orgEvents } from '../support/org/orgCalls.ts';
import { BASE, type World } from '../support/world.ts';

test('every kind belongs to exactly one authenticator and method', () => {
  const all = authenticatorsOf(allKinds);
  for (const kind of allKinds) {
    const methods = all.flatMap((one) => one.methods.filter(({ kinds }) => kinds.includes(kind)));
    assert.equal(methods.length, 1, `${kind.contract.factorType}/${kind.contract.provider}`);
  }
});

for (const engine of ENGINES) {
  describe(`authenticators: ${engine}`, () => {
    let w: World;
    let org: ReturnType<typeof orgCalls>;
    eachWorld(engine, (fresh) => {
      w = fresh;
      org = orgCalls(w);
    });

    test('the list has what Okta lists, all of it on, in its shape', async () => {
      const { status, body } = await org.authenticators();
      assert.equal(status, 200);
      const keys = body.map(({ key }: { key: string }) => key);
      for (const key of ['okta_email', 'okta_verify', 'okta_password', 'phone_number', 'google_otp']) {
        assert.ok(keys.includes(key), key);
      }
      const phone = body.find(({ key }: { key: string }) => key === 'phone_number');
      const self = `${BASE}/api/v1/authenticators/${phone.id}`;
      assert.match(phone.id, /^aut[0-9A-Za-z]{17}$/);
      const expected = {
        type: 'phone',
        id: phone.id,
        key: 'phone_number',
        status: 'ACTIVE',
        name: 'Phone',
        created: '2026-01-01T00:00:00.000Z',
        lastUpdated: '2026-01-01T00:00:00.000Z',
        settings: { allowedFor: 'any' },
        _links: {
          self: { href: self, hints: { allow: ['GET', 'PUT'] } },
          deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ['POST'] } },
          methods: { href: `${self}/methods`, hints: { allow: ['GET'] } },
        },
      };
      assert.deepEqual(phone, expected);
      assert.deepEqual(Object.keys(phone), Object.keys(expected));
      assert.deepEqual((await org.authenticator('phone_number')).body, expected);
    });

    test('they are listed by name, e-mail first, and a Custom OTP is where the Terraform provider looks for it', async () => {
      const names = async () => (await org.authenticators()).body.map(({ name }: { name: string }) => name);
      assert.deepEqual(await names(), (await names()).sort());
      assert.equal((await names())[0], 'Email');
      await w.call('POST', '/api/v1/authenticators', { key: 'custom_otp', name: 'Custom OTP' });
      await org.replace('phone_number', { name: 'A phone' });
      assert.deepEqual((await names()).slice(0, 3), ['A phone', 'Custom OTP', 'Email']);
    });

    test('ids stay, and those who ask first at the same time are told the same ones', async () => {
      const lists = await Promise.all(Array.from({ length: 10 }, () => org.authenticators()));
      const ids = (body: { id: string }[]) => body.map(({ id }) => id).join();
      assert.equal(new Set(lists.map(({ body }) => ids(body))).size, 1);
      assert.equal(ids((await org.authenticators()).body), ids(lists[0]?.body));
    });

    test('what is ours and not Okta’s is listed only to callers who ask for extensions', async () => {
      const all = (await w.call('GET', '/api/v1/authenticators?extensions=true')).body;
      const plain = (await org.authenticators()).body;
      const extensions = new Set<string>(
        allKinds.filter(({ wire }) => wire?.extension).map(({ authenticator }) => authenticator.key),
      );
      assert.ok(plain.every(({ key }: { key: string }) => !extensions.has(key)));
      assert.equal(all.length - plain.length, extensions.size);
    });

    test('off and on again: the object comes back, its link turns round and its time moves', async () => {
      w.clock.advance({ minutes: 1 });
      const off = await org.switchAuthenticator('phone_number', 'deactivate');
      assert.equal(off.status, 200);
      assert.equal(off.body.status, 'INACTIVE');
      assert.equal(off.body.lastUpdated, '2026-01-01T00:01:00.000Z');
      assert.deepEqual(Object.keys(off.body._links), ['self', 'activate', 'methods']);
      const on = await org.switchAuthenticator('phone_number', 'activate');
      assert.equal(on.body.status, 'ACTIVE');
      assert.deepEqual(Object.keys(on.body._links), ['self', 'deactivate', 'methods']);
      assert.deepEqual(await orgEvents(w), [
        ['system.mfa.factor.deactivate', { authenticator: 'phone_number' }],
        ['system.mfa.factor.activate', { authenticator: 'phone_number' }],
      ]);
    });

    test('switching on what is on changes and logs nothing', async () => {
      const before = (await org.authenticator('okta_email')).body;
      w.clock.advance({ minutes: 1 });
      const again = await org.switchAuthenticator('okta_email', 'activate');
      assert.deepEqual([again.status, again.body], [200, before]);
      assert.deepEqual(await orgEvents(w), []);
    });

    test('the password cannot be switched off and offers no link to do so', async () => {
      const password = (await org.authenticator('okta_password')).body;
      assert.deepEqual(Object.keys(password._links), ['self', 'methods']);
      const refused = await org.switchAuthenticator('okta_password', 'deactivate');
      assert.equal(refused.status, 400);
      assert.equal(refused.body.errorCode, 'E0000001');
    });

    test('an unknown id is 404 in Okta’s words, and an unknown method too', async () => {
      const unknown = await w.call('GET', '/api/v1/authenticators/autnope');
      assert.deepEqual(heard(unknown), {
        status: 404,
        code: 'E0000007',
        summary: 'Not found: Resource not found: autnope (Authenticator)',
        causes: ['GET /api/v1/authenticators lists those there are.'],
      });
      assert.equal((await w.call('POST', '/api/v1/authenticators/autnope/lifecycle/activate')).status, 404);
      const method = await org.switchMethod('phone_number', 'pigeon', 'deactivate');
      assert.equal(method.body.errorSummary, 'Not found: Resource not found: pigeon (AuthenticatorMethod)');
    });

    test('the phone has two methods, each with a switch of its own as long as the other is on', async () => {
      const { body } = await org.methods('phone_number');
      const self = `${BASE}/api/v1/authenticators/${await org.idOf('phone_number')}/methods`;
      const method = (type: string, status: string, to?: string) => ({
        type,
        status,
        _links: {
          self: { href: `${self}/${type}`, hints: { allow: ['GET'] } },
          ...(to && { [to]: { href: `${self}/${type}/lifecycle/${to}`, hints: { allow: ['POST'] } } }),
        },
      });
      assert.deepEqual(body, [method('sms', 'ACTIVE', 'deactivate'), method('voice', 'ACTIVE', 'deactivate')]);
      const off = await org.switchMethod('phone_number', 'voice', 'deactivate');
      assert.deepEqual([off.status, off.body], [200, method('voice', 'INACTIVE', 'activate')]);
      assert.deepEqual((await w.call('GET', `${self.slice(BASE.length)}/sms`)).body, method('sms', 'ACTIVE'));
      const last = await org.switchMethod('phone_number', 'sms', 'deactivate');
      assert.equal(last.status, 400);
      assert.match(heard(last).causes.join(), /POST \/api\/v1\/authenticators\/aut\w+\/lifecycle\/deactivate/);
      assert.deepEqual(await orgEvents(w), [
        ['system.mfa.factor.deactivate', { authenticator: 'phone_number', method: 'voice' }],
      ]);
    });

    test('the software token shows the recorded settings', async () => {
      const { body } = await org.methods('okta_verify');
      assert.deepEqual(body[0].settings, {
        timeIntervalInSeconds: 30,
        encoding: 'Base32',
        algorithm: 'HMACSHA1',
        passCodeLength: 6,
      });
    });

    test('a whole object sent back with another name is renamed; with a new lifetime, codes live that long', async () => {
      const email = (await org.authenticator('okta_email')).body;
      assert.equal(email.settings.tokenLifetimeInMinutes, 5);
      const settings = { ...email.settings, tokenLifetimeInMinutes: 30 };
      const replaced = await org.replace('okta_email', { ...email, name: 'Mail', settings });
      assert.equal(replaced.status, 200);
      assert.equal(replaced.body.name, 'Mail');
      assert.deepEqual(replaced.body.settings, settings);
      const kept = await org.replace('okta_email', { key: 'okta_email', name: 'Email', type: 'email' });
      assert.equal(kept.body.settings.tokenLifetimeInMinutes, 30);
      const [event] = (await orgEvents(w)).at(-1) ?? [];
      assert.equal(event, 'security.authenticator.lifecycle.update');
    });

    const refusals: readonly (readonly [what: string, body: object, cause: RegExp])[] = [
      ['another key', { key: 'phone_number', name: 'Email' }, /^key: It is okta_email/],
      ['another status', { key: 'okta_email', name: 'Email', status: 'INACTIVE' }, /lifecycle/],
      ['a blank name', { key: 'okta_email', name: ' ' }, /^name: /],
      ['a use nobody knows', { key: 'okta_email', name: 'E', settings: { allowedFor: 'ads' } }, /allowedFor.*recovery/],
      ['a setting of Object', { key: 'okta_email', name: 'E', settings: { constructor: 1 } }, /constructor/],
      ['no lifetime at all', { key: 'okta_email', name: 'E', settings: { tokenLifetimeInMinutes: 0 } }, /1 to 1440/],
      ['half minutes', { key: 'okta_email', name: 'E', settings: { tokenLifetimeInMinutes: 1.5 } }, /1 to 1440/],
    ];
    for (const [what, body, cause] of refusals) {
      test(`a replacement with ${what} is refused and changes nothing`, async () => {
        const before = (await org.authenticator('okta_email')).body;
        const refused = await org.replace('okta_email', body);
        assert.deepEqual([refused.status, refused.body.errorCode], [400, 'E0000001']);
        assert.match(heard(refused).causes.join(), cause);
        assert.deepEqual((await org.authenticator('okta_email')).body, before);
      });
    }

    test('of twenty switches thrown at once none is lost', async () => {
      const keys = ['okta_email', 'okta_verify', 'phone_number', 'google_otp'];
      const ids = await Promise.all(keys.map(org.idOf));
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          w.call('POST', `/api/v1/authenticators/${ids[n % ids.length]}/lifecycle/deactivate`),
        ),
      );
      assert.ok(answers.every(({ status }) => status === 200));
      for (const key of keys) assert.equal((await org.authenticator(key)).body.status, 'INACTIVE', key);
      assert.equal((await orgEvents(w)).length, keys.length);
    });
  });
}
