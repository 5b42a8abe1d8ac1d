import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pendingPush } from '../../support/devices/pushCalls.ts';
import { ENGINES } from '../../support/engines.ts';
import { heard } from '../../support/factors/factorCalls.ts';
import { type World, world } from '../../support/world.ts';

for (const engine of ENGINES) {
  describe(`messages with the activation link: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    test('the link goes by e-mail to the user’s address, and by SMS to the number that is named', async () => {
      const { calls, id, user, link } = await pendingPush(w);
      const activate = `${calls.factors}/${id}/lifecycle/activate`;
      const mailed = await w.call('POST', `${activate}/email`);
      assert.deepEqual([mailed.status, mailed.body.factorResult], [200, 'WAITING']);
      assert.equal(w.sent.at(-1)?.to, user.profile.email);
      assert.ok(w.lastWords().text.includes(link));
      assert.deepEqual(
        [
          (await w.call('POST', `${activate}/email`)).body.errorCode,
          (await w.call('POST', `${activate}/sms`)).body.errorCode,
        ],
        ['E0000118', 'E0000097'],
      );
      const named = { profile: { phoneNumber: '+18024487001' } };
      const sent = await w.call('POST', `${activate}/sms`, named);
      assert.equal(sent.status, 200, JSON.stringify(sent.body));
      assert.equal(w.sent.at(-1)?.to, '+18024487001');
      assert.ok(w.lastWords().text.includes(link));
      assert.equal((await w.call('POST', `${activate}/sms`, named)).body.errorCode, 'E0000109');
      const events = (await w.store.log.ofUser(user.id)).map(({ event }) => event);
      assert.ok(events.includes('system.sms.send_okta_push_verify_message'));
      assert.ok(events.includes('system.email.send_factor_verify_message'));
      w.clock.advance({ minutes: 11 });
      const late = heard(await w.call('POST', `${activate}/email`));
      assert.equal(late.status, 404);
      assert.match(late.causes.join(), /POST .*lifecycle\/activate makes one/);
      assert.equal((await w.call('POST', `${calls.factors}/${id}/lifecycle/activate/fax`)).status, 404);
    });

    test('the e-mail with the link says for how long it is good in whole minutes, near its end in seconds', async () => {
      const { calls, id } = await pendingPush(w);
      const send = async () => {
        await w.call('POST', `${calls.factors}/${id}/lifecycle/activate/email`);
        return /expires in (.*)\./.exec(w.lastWords().text)?.[1];
      };
      w.clock.advance({ milliseconds: 700 });
      assert.equal(await send(), '10 minutes');
      w.clock.advance({ minutes: 4 });
      assert.equal(await send(), '6 minutes');
      w.clock.advance({ minutes: 5, seconds: 20 });
      assert.equal(await send(), '39 seconds');
    });
  });
}
