import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { fakeYubikey } from '../support/hardwareTokens/yubikey.ts';
import { POOL, yubikeyCalls } from '../support/hardwareTokens/yubikeyCalls.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`a YubiKey that changes hands: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const { upload, token, enroll, enrolled } = yubikeyCalls(() => w);

    test('reset_factors, and deleting the user, free the key as removing the factor does', async () => {
      const reset = await enrolled();
      assert.equal((await w.call('POST', `/api/v1/users/${reset.user.id}/lifecycle/reset_factors`)).status, 200);
      const deleted = await enrolled();
      for (let step = 0; step < 2; step++) {
        assert.equal((await w.call('DELETE', `/api/v1/users/${deleted.user.id}`)).status, 204);
      }
      for (const { tokenId } of [reset, deleted]) {
        assert.equal((await token(tokenId)).status, 'BLOCKED');
        assert.equal((await w.call('DELETE', `${POOL}/${tokenId}`)).status, 204);
      }
    });

    test('a lost key that somebody finds cannot be enrolled until an administrator releases it', async () => {
      const { key, tokenId, id, calls } = await enrolled();
      await calls.remove(id);
      const finder = await person(w);
      const { status, code, causes } = heard(await enroll(finder.id, key.press()));
      assert.deepEqual([status, code], [403, 'E0000068']);
      assert.match(causes.join(), new RegExp(`DELETE ${POOL}/${tokenId} and upload its seed again`));
    });

    test('uploaded again, a key goes to the next user, and old passcodes do not come back', async () => {
      const { key, tokenId, id, first, calls } = await enrolled();
      const unused = key.press();
      const last = key.press();
      assert.equal((await calls.verify(id, last)).status, 200);
      await calls.remove(id);
      assert.equal((await w.call('DELETE', `${POOL}/${tokenId}`)).status, 204);
      const again = await upload(key);
      assert.notEqual(again, tokenId);
      assert.equal((await token(again)).status, 'UNASSIGNED');

      const heir = await person(w);
      for (const old of [first, unused, last]) {
        assert.equal((await enroll(heir.id, old)).body.errorCode, 'E0000082');
      }
      assert.equal((await enroll(heir.id, key.press())).status, 200);
    });

    test('who uploads the seed of an assigned key is told both calls that release it, and they do', async () => {
      const { key } = await enrolled();
      const causes = heard(await w.call('POST', POOL, key.seed)).causes.join(' ');
      const calls = [...causes.matchAll(/DELETE (\/\S+[0-9A-Za-z])/g)].map(([, path = '']) => path);
      assert.equal(calls.length, 2, causes);
      for (const path of calls) assert.equal((await w.call('DELETE', path)).status, 204, path);
      await upload(key);
    });

    test('a key that was programmed anew starts counting anew', async () => {
      const { key, tokenId, id, calls } = await enrolled();
      key.plug();
      assert.equal((await calls.verify(id, key.press())).status, 200);
      await calls.remove(id);
      await w.call('DELETE', `${POOL}/${tokenId}`);
      const anew = fakeYubikey({ publicId: key.seed.publicId, serialNumber: key.seed.serialNumber });
      await upload(anew);
      assert.equal((await enroll((await person(w)).id, anew.press())).status, 200);
    });

    test('of a deletion that races an enrollment one happens', async () => {
      for (let round = 0; round < 5; round++) {
        const user = await person(w);
        const key = fakeYubikey();
        const tokenId = await upload(key);
        const [enrolling, deleting] = await Promise.all([
          enroll(user.id, key.press()),
          w.call('DELETE', `${POOL}/${tokenId}`),
        ]);
        const outcome = [enrolling.status, deleting.status, (await token(tokenId)).status ?? 'gone'];
        assert.deepEqual(outcome, enrolling.status === 200 ? [200, 403, 'ACTIVE'] : [403, 204, 'gone']);
      }
    });
  });
}
