import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { person } from '../../support/users/people.ts';
import { type World, world } from '../../support/world.ts';

for (const engine of ENGINES) {
  describe(`enrolling sms is refused: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const someone = async () => factorCalls(w, (await person(w)).id);

    for (const number of [
      '',
      '12',
      '448-2036',
      '0151 12345678',
      '+1555',
      '+999123',
      'not a number',
      `+1${'8'.repeat(40)}`,
      '+18024482036;ext=5',
      'tel:+18024482036',
      'call +18024482036 at night',
      '<b>+18024482036</b>',
      '+18024482036,,1',
      '+18024482036\u0000',
      '+18024482036\n',
      '+18024482036\ud800',
    ]) {
      test(`${JSON.stringify(number)} is no phone number`, async () => {
        const calls = await someone();
        const refused = heard(await calls.sms(number));
        assert.deepEqual(
          [refused.status, refused.code, refused.summary],
          [400, 'E0000098', 'This phone number is invalid.'],
        );
        assert.deepEqual((await calls.list()).body, []);
      });
    }

    const bad: readonly (readonly [string, unknown, string, string])[] = [
      ['an unknown factorType', { factorType: 'pigeon', provider: 'OKTA' }, 'E0000001', 'Invalid Factor'],
      ['no factorType', { provider: 'OKTA' }, 'E0000001', 'Invalid Factor'],
      ['no provider where it is not OKTA', { factorType: 'webauthn' }, 'E0000001', 'Invalid Factor'],
      [
        'null where it is not OKTA',
        { factorType: 'u2f', provider: null },
        'E0000001',
        'unless it is OKTA, its provider',
      ],
      ['an unknown provider', { factorType: 'sms', provider: 'ACME' }, 'E0000001', 'Invalid Provider.'],
      ['a provider of another type', { factorType: 'sms', provider: 'YUBICO' }, 'E0000001', 'Factor not enabled.'],
      ['a factorType that is no text', { factorType: 7, provider: 'OKTA' }, 'E0000001', 'Invalid Factor'],
      ['a prototype name as type', { factorType: '__proto__', provider: 'constructor' }, 'E0000001', 'Invalid Factor'],
      [
        'a number as phone',
        { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: 1 } },
        'E0000003',
        'profile.phoneNumber',
      ],
      ['null as profile', { factorType: 'sms', provider: 'OKTA', profile: null }, 'E0000003', 'profile'],
      ['a status there is none of', { factorType: 'sms', status: 'BOGUS' }, 'E0000003', 'status'],
      ['an unknown field', { factorType: 'sms', provider: 'OKTA', pin: 1 }, 'E0000003', ''],
      ['a list', [], 'E0000003', ''],
      ['half a body', '{"factorType":', 'E0000003', 'not valid JSON'],
      ['no body', undefined, 'E0000001', 'Invalid Factor'],
    ];
    for (const [name, body, code, cause] of bad) {
      test(`${name} is refused with ${code}`, async () => {
        const calls = await someone();
        const refused = heard(await w.call('POST', calls.factors, body));
        assert.deepEqual([refused.status, refused.code], [400, code]);
        assert.ok(refused.causes.join('|').includes(cause), refused.causes.join('|'));
        assert.deepEqual((await calls.list()).body, []);
      });
    }

    test('an unknown user is 404 (User)', async () => {
      const refused = heard(
        await w.call('POST', '/api/v1/users/nobody/factors', { factorType: 'sms', provider: 'OKTA' }),
      );
      assert.deepEqual([refused.status, refused.summary], [404, 'Not found: Resource not found: nobody (User)']);
    });
  });
}
