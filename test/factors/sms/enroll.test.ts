import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../../support/engines.ts';
import { activeSms, factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { person } from '../../support/users/people.ts';
import { BASE, type World, world } from '../../support/world.ts';

const NUMBER = '+18024482036';
const OTHER = '+18024482037';

for (const engine of ENGINES) {
  describe(`enrolling sms: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const someone = async () => factorCalls(w, (await person(w)).id);

    test('a new phone is PENDING_ACTIVATION with the links of a pending factor, and a code is sent', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const { status, body } = await calls.sms('+1-802-448-2099');
      assert.equal(status, 200);
      assert.match(body.id, /^mbl[0-9A-Za-z]{17}$/);
      const self = `${BASE}${calls.factors}/${body.id}`;
      const expected = {
        id: body.id,
        factorType: 'sms',
        provider: 'OKTA',
        vendorName: 'OKTA',
        status: 'PENDING_ACTIVATION',
        created: '2026-01-01T00:00:00.000Z',
        lastUpdated: '2026-01-01T00:00:00.000Z',
        profile: { phoneNumber: '+1-802-448-2099' },
        _links: {
          resend: [{ name: 'sms', href: `${self}/resend`, hints: { allow: ['POST'] } }],
          activate: { href: `${self}/lifecycle/activate`, hints: { allow: ['POST'] } },
          self: { href: self, hints: { allow: ['GET'] } },
          user: { href: `${BASE}/api/v1/users/${user.id}`, hints: { allow: ['GET'] } },
        },
      };
      assert.equal(JSON.stringify(body), JSON.stringify(expected));
      const { to, channel, values } = w.sent.at(-1) ?? assert.fail('nothing was sent');
      assert.deepEqual([to, channel], ['+18024482099', 'sms']);
      assert.match(values.code, /^\d{6}$/);
      assert.deepEqual((await calls.get(body.id)).body, expected);
      assert.deepEqual((await calls.list()).body, [expected]);
    });

    test('activate=true makes it ACTIVE and sends nothing', async () => {
      const calls = await someone();
      const before = w.sent.length;
      const { body } = await calls.sms('+18024482001', '?activate=true');
      assert.equal(body.status, 'ACTIVE');
      assert.match(body.id, /^sms/);
      assert.equal(w.sent.length, before);
    });

    test('a verified phone is remembered: removed and enrolled again it is ACTIVE at once, without a message', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const id = await activeSms(w, user.id, '+18024482002');
      assert.equal((await calls.remove(id)).status, 204);
      const before = w.sent.length;
      const again = await calls.sms('+1 802 448 2002');
      assert.equal(again.body.status, 'ACTIVE');
      assert.notEqual(again.body.id, id);
      assert.equal(again.body.profile.phoneNumber, '+1 802 448 2002');
      assert.equal(w.sent.length, before);
    });

    test('without a profile the known phone is enrolled', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      await calls.remove(await activeSms(w, user.id, '+18024482003'));
      const { body } = await calls.sms();
      assert.deepEqual([body.status, body.profile], ['ACTIVE', { phoneNumber: '+18024482003' }]);
    });

    test('without a profile and without a known phone there is nothing to enroll', async () => {
      const calls = await someone();
      assert.deepEqual(heard(await calls.sms()), {
        status: 403,
        code: 'E0000097',
        summary: 'There is no verified phone number on file.',
        causes: ['Send profile.phoneNumber in E.164 form to enroll a new phone.'],
      });
    });

    test('another number than the verified one needs updatePhone=true, and then has to be proved', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      await calls.remove(await activeSms(w, user.id, '+18024482004'));
      assert.deepEqual(heard(await calls.sms('+18024482005')), {
        status: 400,
        code: 'E0000001',
        summary: 'Api validation failed: factorEnrollRequest',
        causes: [
          'There is an existing verified phone number.',
          'To enroll another number repeat the request with ?updatePhone=true.',
        ],
      });
      const changed = await calls.sms('+18024482005', '?updatePhone=true');
      assert.deepEqual([changed.status, changed.body.status], [200, 'PENDING_ACTIVATION']);
    });

    test('the number that was replaced is not remembered any more', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      await calls.remove(await activeSms(w, user.id, '+18024482006'));
      const changed = await calls.sms('+18024482007', '?updatePhone=true');
      await calls.activate(changed.body.id, w.lastCode()).then(({ body }) => calls.remove(body.id));
      w.clock.advance({ seconds: 30 });
      assert.equal((await calls.sms('+18024482006', '?updatePhone=true')).body.status, 'PENDING_ACTIVATION');
    });

    test('a second enrollment while one is active is refused, also with updatePhone=true', async () => {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const id = await activeSms(w, user.id, '+18024482008');
      for (const query of ['', '?updatePhone=true', '?activate=true']) {
        assert.deepEqual(heard(await calls.sms(OTHER, query)), {
          status: 400,
          code: 'E0000001',
          summary: 'Api validation failed: factorEnrollRequest',
          causes: [
            'A factor of this type is already set up.',
            `To replace it call DELETE ${calls.factors}/${id} first.`,
          ],
        });
      }
    });

    test('an enrollment while one is pending takes its place, and the old id says so', async () => {
      const calls = await someone();
      const first = await calls.sms('+18024482010');
      const second = await calls.sms('+18024482011');
      assert.equal(second.status, 200);
      assert.deepEqual(
        (await calls.list()).body.map(({ id }: { id: string }) => id),
        [second.body.id],
      );
      const gone = heard(await calls.activate(first.body.id, w.lastCode()));
      assert.deepEqual([gone.status, gone.code], [404, 'E0000007']);
      assert.match(gone.causes[0] ?? '', new RegExp(`replaced by a newer enrollment: ${second.body.id}`));
    });

    test('two enrollments of one number within thirty seconds send one message', async () => {
      const [a, b] = [await someone(), await someone()];
      assert.equal((await a.sms('+18024482012')).status, 200);
      assert.equal(heard(await b.sms('+1 (802) 448-2012')).code, 'E0000109');
      assert.deepEqual((await b.list()).body, []);
      w.clock.advance({ seconds: 30 });
      assert.equal((await b.sms('+18024482012')).status, 200);
    });

    test('a phone extension may be null, as Okta describes all phones, and nothing else', async () => {
      const calls = await someone();
      const withExtension = (phoneExtension: unknown) =>
        calls.enroll({ factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482077', phoneExtension } });
      assert.equal(heard(await withExtension('12')).code, 'E0000003');
      const { status, body } = await withExtension(null);
      assert.deepEqual([status, body.profile], [200, { phoneNumber: '+18024482077' }]);
    });

    test('a factor object as it was received may be sent back', async () => {
      const calls = await someone();
      const { body } = await calls.sms('+18024482013', '?activate=true');
      await calls.remove(body.id, '?removeRecoveryEnrollment=true');
      assert.equal((await calls.enroll({ ...body, status: 'ACTIVE' }, '?activate=true')).status, 200);
    });

    test('a message no carrier takes: 500, the factor is kept, and a resend needs no waiting', async () => {
      const calls = await someone();
      w.receipt = { accepted: false, attempts: [], reason: 'NO_SMS_PROVIDER' };
      const refused = heard(await calls.sms(NUMBER));
      w.receipt = { accepted: true, attempts: [] };
      assert.deepEqual([refused.status, refused.code], [500, 'E0000138']);
      const [factor] = (await calls.list()).body;
      assert.equal(factor.status, 'PENDING_ACTIVATION');
      assert.ok(refused.causes[0]?.includes(`POST ${calls.factors}/${factor.id}/resend`));
      assert.equal((await calls.resend(factor.id)).status, 200);
      assert.equal((await calls.activate(factor.id, w.lastCode())).body.status, 'ACTIVE');
    });
  });
}
