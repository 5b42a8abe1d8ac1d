import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { allKinds, placeOf } from '../../src/factors/index.ts';
import { TestDevice } from '../support/devices/device.ts';
import { linkIn, wireOf } from '../support/devices/pushCalls.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

interface Listed {
  readonly id: string;
  readonly factorType: string;
  readonly provider: string;
}

test('every kind has a place of its own in the list of factors', () => {
  const places = allKinds.map(placeOf).sort((a, b) => a - b);
  assert.deepEqual(
    places,
    allKinds.map((_, n) => n),
  );
});

for (const engine of ENGINES) {
  describe(`the list of a user's factors: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('is in Okta’s order, whatever the order of enrollment (fact 236); those of one kind by creation', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const enroll = async (request: object, query = '') => {
        const { status, body } = await calls.enroll(request, query);
        assert.equal(status, 200, JSON.stringify(body));
        w.clock.advance({ seconds: 1 });
        return body;
      };
      await enroll({ factorType: 'cofactor:recovery_codes', provider: 'COFACTOR' });
      const keys = [
        (await enroll({ factorType: 'webauthn', provider: 'FIDO' })).id,
        (await enroll({ factorType: 'u2f', provider: 'FIDO' })).id,
      ];
      const push = await enroll({ factorType: 'push' });
      const device = new TestDevice(wireOf(w));
      assert.equal((await device.enroll(await linkIn(w, push._embedded.activation._links.qrcode))).status, 200);
      await enroll({ factorType: 'token:software:totp', provider: 'GOOGLE' });
      const profile = { phoneNumber: '+18024484601' };
      const sms = await enroll({ factorType: 'sms', profile }, '?activate=true');
      await enroll({ factorType: 'email' });
      await enroll({ factorType: 'call', profile });
      await enroll({ factorType: 'question', profile: { question: 'disliked_food', answer: 'mayonnaise' } });
      const replacement = { factorType: 'sms', profile: { phoneNumber: '+18024484602' } };
      const next = await w.call('POST', `${calls.factors}/${sms.id}/replacement`, replacement);

      const list: Listed[] = (await w.call('GET', `${calls.factors}?extensions=true`)).body;
      assert.deepEqual(
        list.map(({ factorType, provider }) => `${factorType}/${provider}`),
        [
          'question/OKTA',
          'call/OKTA',
          'email/OKTA',
          'sms/OKTA',
          'sms/OKTA',
          'token:software:totp/GOOGLE',
          'signed_nonce/OKTA',
          'push/OKTA',
          'token:software:totp/OKTA',
          'webauthn/FIDO',
          'u2f/FIDO',
          'cofactor:recovery_codes/COFACTOR',
        ],
      );
      assert.deepEqual([list[3]?.id, list[4]?.id], [sms.id, next.body.id]);
      assert.deepEqual([list[9]?.id, list[10]?.id], keys);
    });
  });

  describe(`a factor whose kind is switched off: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('says INACTIVE and has no verify link, is in no list, is not verified, and is ACTIVE again afterwards', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const profile = { phoneNumber: '+18024484701' };
      const active = (await calls.enroll({ factorType: 'sms', profile }, '?activate=true')).body;
      const toggle = async (to: string) =>
        assert.equal((await w.call('POST', `/api/v1/org/factors/okta_sms/lifecycle/${to}`)).status, 200);
      await toggle('deactivate');
      const { verify: _, ...links } = active._links;
      assert.deepEqual((await calls.get(active.id)).body, { ...active, status: 'INACTIVE', _links: links });
      assert.deepEqual((await calls.list()).body, []);
      const refused = heard(await calls.challenge(active.id));
      assert.deepEqual([refused.status, refused.code], [423, 'E0000180']);
      await toggle('activate');
      assert.deepEqual((await calls.get(active.id)).body, active);
    });

    test('a pending one stays PENDING_ACTIVATION: it is finished once its kind is on again', async () => {
      const calls = factorCalls(w, (await person(w)).id);
      const pending = (await calls.enroll({ factorType: 'call', profile: { phoneNumber: '+18024484702' } })).body;
      const toggle = (to: string) => w.call('POST', `/api/v1/org/factors/okta_call/lifecycle/${to}`);
      await toggle('deactivate');
      assert.deepEqual((await calls.get(pending.id)).body, pending);
      await toggle('activate');
      assert.equal((await calls.activate(pending.id, w.lastCode())).status, 200);
    });
  });
}
