import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../../support/engines.ts';
import { activeSms, factorCalls, heard, wrong } from '../../support/factors/factorCalls.ts';
import { person } from '../../support/users/people.ts';
import { BASE, type World, world } from '../../support/world.ts';

const DOES_NOT_MATCH = "Your token doesn't match our records. Please try again.";

for (const engine of ENGINES) {
  describe(`activating and resending sms: ${engine}`, () => {
    let w: World;
    let last = 3_000;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    /** A user with a pending factor on a number of its own. */
    async function pending() {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const number = `+1802448${++last}`;
      const { body } = await calls.sms(number);
      return { ...calls, user, number, id: body.id as string };
    }

    test('the right code makes it ACTIVE, under a new id and with the links of an active factor', async () => {
      const { activate, id, factors, user, number, list } = await pending();
      w.clock.advance({ seconds: 36 });
      const { status, body } = await activate(id, w.lastCode());
      assert.equal(status, 200);
      assert.match(body.id, /^sms[0-9A-Za-z]{17}$/);
      const self = `${BASE}${factors}/${body.id}`;
      const now = `${w.clock.now().toString({ smallestUnit: 'second' }).slice(0, -1)}.000Z`;
      const expected = {
        id: body.id,
        factorType: 'sms',
        provider: 'OKTA',
        vendorName: 'OKTA',
        status: 'ACTIVE',
        created: now,
        lastUpdated: now,
        profile: { phoneNumber: number },
        _links: {
          self: { href: self, hints: { allow: ['GET', 'DELETE'] } },
          verify: { href: `${self}/verify`, hints: { allow: ['POST'] } },
          user: { href: `${BASE}/api/v1/users/${user.id}`, hints: { allow: ['GET'] } },
        },
      };
      assert.equal(JSON.stringify(body), JSON.stringify(expected));
      assert.deepEqual((await list()).body, [expected]);
    });

    test('a wrong code is 403 and says how many attempts are left', async () => {
      const { activate, id, get } = await pending();
      assert.deepEqual(heard(await activate(id, wrong(w.lastCode()))), {
        status: 403,
        code: 'E0000068',
        summary: 'Invalid Passcode/Answer',
        causes: [DOES_NOT_MATCH, 'The code is not the one that was sent.', '4 attempts are left before a pause.'],
      });
      assert.equal((await get(id)).body.status, 'PENDING_ACTIVATION');
    });

    test('the sixth attempt in five minutes is 429, and so is a resend, until the window ends', async () => {
      const { activate, resend, id, number } = await pending();
      const code = w.lastCode();
      for (let n = 0; n < 5; n++) assert.equal((await activate(id, wrong(code))).status, 403);
      w.clock.advance({ seconds: 40 });
      const sixth = heard(await activate(id, code));
      assert.deepEqual([sixth.status, sixth.code], [429, 'E0000047']);
      assert.match(sixth.causes[0] ?? '', /^Try again in 260 seconds/);
      assert.equal(heard(await resend(id, number)).code, 'E0000047');
      w.clock.advance({ seconds: 259 });
      assert.equal((await resend(id, number)).status, 429);
      w.clock.advance({ seconds: 1 });
      assert.equal((await resend(id, number)).status, 200);
      assert.equal((await activate(id, w.lastCode())).status, 200);
    });

    test('a code lives five minutes', async () => {
      const { activate, id } = await pending();
      const code = w.lastCode();
      w.clock.advance({ minutes: 5 });
      const late = heard(await activate(id, code));
      assert.deepEqual([late.code, late.causes[1]], ['E0000068', 'The code has expired; ask for a new one.']);
      const inTime = await pending();
      w.clock.advance({ minutes: 4, seconds: 59 });
      assert.equal((await inTime.activate(inTime.id, w.lastCode())).status, 200);
    });

    test('a resend supersedes the code before it', async () => {
      const { activate, resend, id, number } = await pending();
      const first = w.lastCode();
      w.clock.advance({ seconds: 30 });
      const again = await resend(id, number);
      assert.deepEqual([again.status, again.body.id, again.body.status], [200, id, 'PENDING_ACTIVATION']);
      const old = heard(await activate(id, first));
      assert.equal(old.causes[1], 'The code was replaced by a newer one; use the newest message.');
      assert.equal((await activate(id, w.lastCode())).status, 200);
    });

    test('a resend within thirty seconds is 429 E0000109, and the code before it stays good', async () => {
      const { activate, resend, id, number } = await pending();
      w.clock.advance({ seconds: 29 });
      assert.deepEqual(heard(await resend(id, number)), {
        status: 429,
        code: 'E0000109',
        summary: 'An SMS message was recently sent. Please wait 30 seconds before trying again.',
        causes: [`Try again in 1 second, at ${w.clock.now().add({ seconds: 1 }).toString()}.`],
      });
      assert.equal((await activate(id, w.lastCode())).status, 200);
    });

    test('activating without a code names the field', async () => {
      const { factors, id } = await pending();
      const refused = heard(await w.call('POST', `${factors}/${id}/lifecycle/activate`));
      assert.deepEqual([refused.code, refused.causes], ['E0000001', ['passCode: The field cannot be left blank']]);
      const asNumber = await w.call('POST', `${factors}/${id}/lifecycle/activate`, { passCode: 123456 });
      assert.equal(heard(asNumber).code, 'E0000003');
    });

    test('activating twice: the old id is 404 and tells the new one; the new id is 404 and says it is ACTIVE', async () => {
      const { activate, id, factors } = await pending();
      const code = w.lastCode();
      const active = (await activate(id, code)).body.id;
      assert.deepEqual(heard(await activate(id, code)), {
        status: 404,
        code: 'E0000007',
        summary: `Not found: Resource not found: ${id} (UserFactor)`,
        causes: [
          `The factor is ACTIVE and got a new id when it was activated: ${active}; go on with POST ${factors}/${active}/verify.`,
        ],
      });
      assert.deepEqual(heard(await activate(active, code)).causes, [
        `The factor is already ACTIVE: use POST ${factors}/${active}/verify.`,
      ]);
    });

    test('resending for an active factor is 404 and says what to call', async () => {
      const user = await person(w);
      const id = await activeSms(w, user.id, `+1802448${++last}`);
      const refused = heard(await factorCalls(w, user.id).resend(id));
      assert.deepEqual([refused.status, refused.code], [404, 'E0000007']);
      assert.match(refused.causes[0] ?? '', /already ACTIVE: use POST .*\/verify/);
    });

    test('verifying a pending factor is 404 and names the calls that finish it', async () => {
      const { challenge, verify, id, factors } = await pending();
      const self = `${factors}/${id}`;
      for (const refused of [await challenge(id), await verify(id, w.lastCode())]) {
        assert.deepEqual(heard(refused), {
          status: 404,
          code: 'E0000007',
          summary: `Not found: Resource not found: ${id} (UserFactor)`,
          causes: [
            `The factor is PENDING_ACTIVATION: finish with POST ${self}/lifecycle/activate and the passCode, or ask for a new one with POST ${self}/resend, or start over with DELETE ${self}.`,
          ],
        });
      }
    });

    test('resending another kind than the factor is refused', async () => {
      const { factors, id } = await pending();
      const refused = heard(await w.call('POST', `${factors}/${id}/resend`, { factorType: 'call', provider: 'OKTA' }));
      assert.deepEqual([refused.status, refused.summary], [400, 'Api validation failed: factorType']);
    });
  });
}
