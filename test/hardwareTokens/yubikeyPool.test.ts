import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { fakeYubikey } from '../support/hardwareTokens/yubikey.ts';
import { atOnce, count } from '../support/parallel.ts';
import { BASE, type World, world } from '../support/world.ts';

const POOL = '/api/v1/org/factors/yubikey_token/tokens';
/** The example of Okta's specification. */
const SEED = {
  serialNumber: '7886622',
  publicId: 'ccccccijgibu',
  privateId: 'b74be6169486',
  aesKey: '1fcc6d8ce39bf1604e0b17f3e0a11067',
};

for (const engine of ENGINES) {
  describe(`the pool of YubiKeys: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const upload = (seed: object) => w.call('POST', POOL, seed);

    test('an uploaded seed is an unassigned token without its secrets', async () => {
      const { status, body } = await upload(SEED);
      assert.equal(status, 200);
      assert.match(body.id, /^ykk[0-9A-Za-z]{17}$/);
      const now = '2026-01-01T00:00:00.000Z';
      assert.deepEqual(body, {
        id: body.id,
        created: now,
        lastVerified: now,
        lastUpdated: now,
        status: 'UNASSIGNED',
        profile: { serial: '000007886622' },
        _links: { self: { href: `${BASE}${POOL}/${body.id}`, hints: { allow: ['GET', 'DELETE'] } } },
      });
      assert.deepEqual(Object.keys(body).slice(0, 6), [
        'id',
        'created',
        'lastVerified',
        'lastUpdated',
        'status',
        'profile',
      ]);
      assert.deepEqual((await w.call('GET', `${POOL}/${body.id}`)).body, body);
      const [entry] = (await w.store.log.ofUser('')).slice(-1);
      assert.deepEqual([entry?.event, entry?.detail], ['credential.register', { id: body.id, serial: '000007886622' }]);

      const again = heard(await upload({ ...SEED, publicId: 'CCCCCCIJGIBU' }));
      assert.deepEqual([again.status, again.code, again.summary], [400, 'E0000001', 'Api validation failed: publicId']);
      assert.match(again.causes.join(), new RegExp(`It is UNASSIGNED; .* DELETE ${POOL}/${body.id} first`));

      assert.equal((await w.call('DELETE', `${POOL}/${body.id}`)).status, 204);
      const gone = heard(await w.call('GET', `${POOL}/${body.id}`));
      assert.deepEqual(
        [gone.status, gone.code, gone.causes],
        [404, 'E0000007', [`GET ${POOL} lists those there are.`]],
      );
      assert.equal((await w.call('DELETE', `${POOL}/${body.id}`)).status, 404);
      assert.equal((await w.store.log.ofUser('')).at(-1)?.event, 'credential.revoke');
    });

    test('what is wrong with a seed is named, all at once, and never repeated', async () => {
      const wrong = {
        serialNumber: '12x',
        publicId: 'abcdefabcdef',
        privateId: 'b74be616948',
        aesKey: `${SEED.aesKey}0`,
      };
      const answer = await upload(wrong);
      const { status, code, summary, causes } = heard(answer);
      assert.deepEqual([status, code, summary], [400, 'E0000001', 'Api validation failed: serialNumber']);
      assert.deepEqual(causes, [
        'serialNumber: must be 1 to 12 digits',
        'publicId: must be 12 modhex characters',
        'privateId: must be 12 hexadecimal characters',
        'aesKey: must be 32 hexadecimal characters',
      ]);
      assert.equal((await upload({})).status, 400);
      assert.equal((await upload({ ...SEED, aesKey: 1 })).body.errorCode, 'E0000003');
      for (const value of Object.values(wrong)) assert.ok(!JSON.stringify(answer.body).includes(value));
    });

    test('one seed uploaded five times at once is in the pool once', async () => {
      const { seed } = fakeYubikey();
      const answers = await atOnce(5, () => upload(seed));
      assert.deepEqual([count(answers, 200), count(answers, 400)], [1, 4]);
    });
  });
}
