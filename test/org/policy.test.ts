import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { orgCalls, orgEvents } from '../support/org/orgCalls.ts';
import { BASE, type World } from '../support/world.ts';

interface Entry {
  readonly key: string;
  readonly enroll: { readonly self: string };
}
const saidOf = ({ settings }: { settings: { authenticators: Entry[] } }, key: string): string | undefined =>
  settings.authenticators.find((entry) => entry.key === key)?.enroll.self;

for (const engine of ENGINES) {
  describe(`the enrollment policy: ${engine}`, () => {
    let w: World;
    let org: ReturnType<typeof orgCalls>;
    eachWorld(engine, (fresh) => {
      w = fresh;
      org = orgCalls(w);
    });

    test('there is one, for everybody, which allows everything', async () => {
      const { status, body } = await w.call('GET', '/api/v1/policies?type=MFA_ENROLL');
      assert.equal(status, 200);
      assert.equal(body.length, 1);
      const [{ settings, ...policy }] = body;
      const [everyone] = (await w.call('GET', '/api/v1/groups?q=Everyone')).body;
      assert.match(policy.id, /^00p[0-9A-Za-z]{17}$/);
      assert.deepEqual(policy, {
        id: policy.id,
        type: 'MFA_ENROLL',
        name: 'Default Policy',
        status: 'ACTIVE',
        description: 'The default policy applies in all situations if no other policy applies.',
        priority: 1,
        system: true,
        conditions: { people: { groups: { include: [everyone.id] } } },
        created: '2026-01-01T00:00:00.000Z',
        lastUpdated: '2026-01-01T00:00:00.000Z',
        _links: { self: { href: `${BASE}/api/v1/policies/${policy.id}`, hints: { allow: ['GET', 'PUT'] } } },
      });
      assert.equal(settings.type, 'AUTHENTICATORS');
      const said = new Set(settings.authenticators.map(({ enroll }: Entry) => enroll.self));
      assert.deepEqual(said, new Set(['REQUIRED', 'OPTIONAL']));
      assert.equal(saidOf({ settings }, 'okta_password'), 'REQUIRED');
      assert.equal(saidOf({ settings }, 'phone_number'), 'OPTIONAL');
      assert.deepEqual((await w.call('GET', `/api/v1/policies/${policy.id}`)).body, body[0]);
    });

    test('a policy read, changed and written back says the new thing; the log says what changed', async () => {
      w.clock.advance({ minutes: 1 });
      const before = await org.policy();
      const authenticators = before.settings.authenticators.map((entry: Entry) =>
        entry.key === 'phone_number' ? { ...entry, enroll: { self: 'NOT_ALLOWED' } } : entry,
      );
      const { status, body } = await org.replacePolicy({ ...before, settings: { ...before.settings, authenticators } });
      assert.equal(status, 200);
      assert.equal(saidOf(body, 'phone_number'), 'NOT_ALLOWED');
      assert.equal(saidOf(body, 'okta_email'), 'OPTIONAL');
      assert.equal(body.lastUpdated, '2026-01-01T00:01:00.000Z');
      assert.deepEqual(body, await org.policy());
      const [[event, detail] = []] = await orgEvents(w);
      assert.equal(event, 'policy.lifecycle.update');
      assert.equal((detail as Record<string, string>).phone_number, 'NOT_ALLOWED');
      assert.equal((detail as Record<string, string>).policy, before.id);
      await org.allow({});
      assert.equal((await orgEvents(w)).length, 1, 'the same again is no change');
    });

    test('what a new policy does not mention is forbidden', async () => {
      const { body } = await org.replacePolicy({
        settings: { authenticators: [{ key: 'okta_email', enroll: { self: 'REQUIRED' } }] },
      });
      assert.equal(saidOf(body, 'okta_email'), 'REQUIRED');
      assert.equal(saidOf(body, 'phone_number'), 'NOT_ALLOWED');
    });

    test('what is switched off is not shown, and a policy written meanwhile leaves it as it was', async () => {
      await org.allow({ google_otp: 'NOT_ALLOWED' });
      await org.switchAuthenticator('phone_number', 'deactivate');
      await org.switchAuthenticator('google_otp', 'deactivate');
      assert.equal(saidOf(await org.policy(), 'phone_number'), undefined);
      await org.allow({ okta_email: 'REQUIRED' });
      await org.switchAuthenticator('phone_number', 'activate');
      await org.switchAuthenticator('google_otp', 'activate');
      assert.equal(saidOf(await org.policy(), 'phone_number'), 'OPTIONAL');
      assert.equal(saidOf(await org.policy(), 'google_otp'), 'NOT_ALLOWED');
    });

    test('the older form is read back as it was written', async () => {
      const factor = (self: string) => ({ consent: { type: 'NONE' }, enroll: { self } });
      const { status, body } = await org.replacePolicy({
        settings: { factors: { okta_sms: factor('OPTIONAL'), okta_email: { enroll: { self: 'REQUIRED' } } } },
      });
      assert.equal(status, 200);
      assert.equal(body.settings.type, 'FACTORS');
      const { okta_sms, okta_email, okta_call } = body.settings.factors;
      assert.deepEqual(
        [okta_sms, okta_email, okta_call],
        [factor('OPTIONAL'), factor('REQUIRED'), factor('NOT_ALLOWED')],
      );
    });

    test('what is REQUIRED cannot be switched off, and what is off cannot be REQUIRED', async () => {
      await org.allow({ okta_email: 'REQUIRED' });
      const off = heard(await org.switchAuthenticator('okta_email', 'deactivate'));
      assert.deepEqual([off.status, off.code], [403, 'E0000148']);
      assert.match(off.causes.join(), /okta_email.*PUT \/api\/v1\/policies\/00p/);
      assert.equal((await org.switchFactor('okta_email', 'deactivate')).status, 403);
      assert.equal((await org.authenticator('okta_email')).body.status, 'ACTIVE');

      await org.switchAuthenticator('phone_number', 'deactivate');
      const authenticators = [{ key: 'phone_number', enroll: { self: 'REQUIRED' } }];
      const required = heard(await org.replacePolicy({ settings: { authenticators } }));
      assert.equal(required.status, 400);
      assert.match(required.causes.join(), /authenticators\/aut\w+\/lifecycle\/activate/);
    });

    test('a REQUIRED phone may lose one of its two methods, not both', async () => {
      await org.allow({ phone_number: 'REQUIRED' });
      assert.equal((await org.switchFactor('okta_call', 'deactivate')).status, 200);
      assert.equal((await org.switchFactor('okta_sms', 'deactivate')).status, 403);
    });

    const email = { key: 'okta_email', enroll: { self: 'OPTIONAL' } };
    const settings = { authenticators: [email] };
    const refusals: readonly (readonly [what: string, body: object, code: string, cause: RegExp])[] = [
      ['settings without entries', { settings: {} }, 'E0000001', /settings\.authenticators or settings\.factors/],
      ['both forms', { settings: { ...settings, factors: {} } }, 'E0000001', /one of the two/],
      ['the wrong word for its form', { settings: { ...settings, type: 'FACTORS' } }, 'E0000001', /settings\.type/],
      ['something twice', { settings: { authenticators: [email, email] } }, 'E0000001', /twice/],
      ['something unknown', { settings: { authenticators: [{ ...email, key: 'x' }] } }, 'E0000001', /^x: .*okta_email/],
      [
        'an unknown factor',
        { settings: { factors: { sms: { enroll: { self: 'OPTIONAL' } } } } },
        'E0000001',
        /okta_sms/,
      ],
      [
        'a password that is optional',
        { settings: { authenticators: [{ ...email, key: 'okta_password' }] } },
        'E0000001',
        /always REQUIRED/,
      ],
      [
        'a word that is none of the three',
        { settings: { authenticators: [{ key: 'okta_email', enroll: { self: 'MAYBE' } }] } },
        'E0000003',
        /self/,
      ],
      ['another name', { name: 'Mine', settings }, 'E0000001', /^name: /],
      ['another status', { status: 'INACTIVE', settings }, 'E0000001', /^status: /],
      ['another type', { type: 'PASSWORD', settings }, 'E0000001', /^type: /],
      ['another priority', { priority: 2, settings }, 'E0000001', /^priority: /],
      ['a group', { conditions: { people: { groups: { include: ['00g1'] } } }, settings }, 'E0000001', /EVERYONE/],
      [
        'excluded users',
        { conditions: { people: { users: { exclude: ['00u1'] } } }, settings },
        'E0000001',
        /EVERYONE/,
      ],
      ['a field nobody knows', { settings, color: 'red' }, 'E0000003', /./],
    ];
    for (const [what, body, code, cause] of refusals) {
      test(`a policy with ${what} is refused and changes nothing`, async () => {
        const before = await org.policy();
        const refused = await org.replacePolicy(body);
        assert.deepEqual([refused.status, refused.body.errorCode], [400, code]);
        assert.match(heard(refused).causes.join(), cause);
        assert.deepEqual(await org.policy(), before);
      });
    }

    test('a policy that is read and written back, in either form, is as it was', async () => {
      const before = await org.policy();
      assert.deepEqual((await org.replacePolicy(before)).body.settings, before.settings);
      await org.replacePolicy({ settings: { factors: { okta_sms: { enroll: { self: 'OPTIONAL' } } } } });
      const older = await org.policy();
      assert.deepEqual((await org.replacePolicy(older)).body, older);
    });

    test('fido_u2f, the key U2F once had, is understood in a policy', async () => {
      const { body } = await org.replacePolicy({
        settings: { authenticators: [{ key: 'fido_u2f', enroll: { self: 'OPTIONAL' } }] },
      });
      assert.deepEqual([saidOf(body, 'security_key'), saidOf(body, 'fido_u2f')], ['OPTIONAL', undefined]);
    });

    test('keys that a client could not read keep what they had when it writes them back', async () => {
      await org.allow({ custom_otp: 'NOT_ALLOWED', security_key: 'OPTIONAL' });
      const policy = await org.policy();
      const authenticators = policy.settings.authenticators.map((entry: Entry) =>
        ['custom_otp', 'security_key'].includes(entry.key) ? { ...entry, key: 'unknown_default_open_api' } : entry,
      );
      const { status, body } = await org.replacePolicy({ settings: { ...policy.settings, authenticators } });
      assert.deepEqual([status, body.settings], [200, policy.settings]);
    });

    test('the group of everybody is accepted by its id and by its name, and shown by its id', async () => {
      const [{ id }] = (await w.call('GET', '/api/v1/groups?q=Everyone')).body;
      for (const include of [[id], ['EVERYONE'], [id, 'EVERYONE'], []]) {
        const { status, body } = await org.replacePolicy({ conditions: { people: { groups: { include } } }, settings });
        assert.equal(status, 200);
        assert.deepEqual(body.conditions, { people: { groups: { include: [id] } } });
      }
    });

    test('a policy without settings keeps those that there are', async () => {
      await org.replacePolicy({ settings });
      const before = await org.policy();
      const { name, type, priority, conditions } = before;
      for (const body of [{ name, type, priority, conditions, status: 'ACTIVE' }, {}]) {
        const kept = await org.replacePolicy(body);
        assert.equal(kept.status, 200);
        assert.deepEqual(kept.body.settings, before.settings);
        assert.deepEqual(await org.policy(), before);
      }
    });

    test('to forbid an authenticator of Okta’s that is not there does no harm', async () => {
      const { status } = await org.replacePolicy({
        settings: { authenticators: [email, { key: 'symantec_vip', enroll: { self: 'NOT_ALLOWED' } }] },
      });
      assert.equal(status, 200);
    });
  });
}
