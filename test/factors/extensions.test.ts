import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { allKinds } from '../../src/factors/index.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { atOnce, count, from } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

const RECOVERY = { factorType: 'cofactor:recovery_codes', provider: 'COFACTOR' };
const TEMPORARY = { factorType: 'cofactor:temporary_code', provider: 'COFACTOR' };
const extensionTypes = allKinds.filter(({ wire }) => wire?.extension).map(({ contract }) => contract.factorType);

for (const engine of ENGINES) {
  describe(`extensions: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    async function someone() {
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const profile = async (id: string) => (await calls.get(id)).body.profile;
      const temporary = async (wishes?: object) => {
        const { body } = await calls.enroll({ ...TEMPORARY, ...(wishes && { profile: wishes }) });
        return { id: body.id as string, passCode: body._embedded.activation.passCode as string, body };
      };
      const recovery = async () => {
        const { body } = await calls.enroll(RECOVERY);
        return { id: body.id as string, codes: body._embedded.activation.codes as string[], body };
      };
      return { ...calls, profile, temporary, recovery };
    }
    const types = ({ body }: { body: { factorType: string }[] }) => body.map(({ factorType }) => factorType);

    describe('who sees them', () => {
      test('only a caller who asks with extensions=true has them in the list and in the catalogue', async () => {
        const { factors, list, recovery, temporary, get } = await someone();
        const { id } = await recovery();
        await temporary();
        assert.deepEqual((await list()).body, []);
        assert.deepEqual((await w.call('GET', `${factors}?extensions=false`)).body, []);
        const enrolled = [RECOVERY.factorType, TEMPORARY.factorType];
        assert.deepEqual(types(await w.call('GET', `${factors}?extensions=true`)).sort(), enrolled);
        assert.equal((await get(id)).body.id, id);

        const plain = types(await w.call('GET', `${factors}/catalog`));
        assert.ok(plain.length > 3 && !plain.some((type) => type.startsWith('cofactor:')));
        assert.deepEqual(types(await w.call('GET', `${factors}/catalog?extensions=true`)), [
          ...plain,
          ...extensionTypes,
        ]);
      });

      test('causes that list what there is list only what Okta has', async () => {
        const { enroll } = await someone();
        const wrongType = await enroll({ factorType: 'carrier_pigeon', provider: 'OKTA' });
        const wrongProvider = await enroll({ factorType: 'sms', provider: 'NOBODY' });
        for (const refused of [wrongType, wrongProvider]) {
          assert.equal(refused.status, 400);
          assert.doesNotMatch(JSON.stringify(refused.body), /cofactor/i);
        }
      });

      test('a type in an array is not a type', async () => {
        const { enroll } = await someone();
        assert.equal(
          (await enroll({ factorType: ['sms'], provider: 'OKTA' })).body.errorCauses[0].errorSummary,
          'Invalid Factor',
        );
        assert.equal((await enroll({ ...RECOVERY, provider: ['COFACTOR'] })).status, 400);
      });
    });

    describe('recovery codes', () => {
      test('there are ten, all different, shown once', async () => {
        const { recovery, get } = await someone();
        const { codes, id, body } = await recovery();
        assert.match(id, /^rcv[0-9A-Za-z]{17}$/);
        assert.deepEqual([body.status, body.profile], ['ACTIVE', { codes: 10, codesLeft: 10 }]);
        assert.equal(new Set(codes).size, 10);
        for (const code of codes) assert.match(code, /^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
        assert.equal((await get(id)).body._embedded, undefined);
      });

      test('each is accepted once, in any order, and then there is room for new ones', async () => {
        const { recovery, verify, profile, get } = await someone();
        const { id, codes } = await recovery();
        for (const [n, code] of codes.toReversed().entries()) {
          assert.deepEqual((await verify(id, code)).body, { factorResult: 'SUCCESS' });
          assert.deepEqual(await profile(id), { codes: 10, codesLeft: 9 - n });
          const again = heard(await verify(id, code));
          assert.equal(again.status, 403);
          assert.match(again.causes[1] ?? '', /^The code was already used\./);
        }
        assert.match(
          heard(await verify(id, codes[0] ?? '')).causes[1] ?? '',
          /None is left; POST \/api\/v1\/users\/\w+\/factors makes new/,
        );
        const next = await recovery();
        assert.equal((await verify(next.id, next.codes[0] ?? '')).status, 200);
        const gone = heard(await get(id));
        assert.deepEqual([gone.status, gone.causes.length], [404, 1]);
        assert.match(
          gone.causes[0] ?? '',
          new RegExp(`replaced by a newer enrollment: ${next.id}; GET .*/${next.id} shows`),
        );
      });

      test('a code is understood as people type it', async () => {
        const { recovery, verify } = await someone();
        const { id, codes } = await recovery();
        const [first = '', second = ''] = codes;
        assert.equal((await verify(id, ` ${first.toUpperCase().replace('-', ' ')}`)).status, 200);
        assert.equal((await verify(id, second.replaceAll('0', 'O').replaceAll('1', 'l'))).status, 200);
      });

      test('new ones are made by removing the old ones, which are worth nothing from then on', async () => {
        const { recovery, remove, enroll, verify } = await someone();
        const old = await recovery();
        assert.equal(heard(await enroll(RECOVERY)).causes[0], 'A factor of this type is already set up.');
        await remove(old.id);
        const { id } = await recovery();
        assert.equal((await verify(id, old.codes[0] ?? '')).status, 403);
      });

      test('ten codes sent at once, each of them twice, are accepted once each', async () => {
        const { recovery, verify, profile } = await someone();
        const { id, codes } = await recovery();
        const answers = await atOnce(20, (n) => verify(id, codes[n % 10] ?? '', from(n)));
        assert.equal(count(answers, 200), 10);
        assert.deepEqual(await profile(id), { codes: 10, codesLeft: 0 });
      });
    });

    describe('temporary code', () => {
      test('is good for an hour and one use, unless the help desk says otherwise', async () => {
        const { temporary } = await someone();
        const { id, passCode, body } = await temporary();
        assert.match(id, /^tmc[0-9A-Za-z]{17}$/);
        assert.match(passCode, /^[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}$/);
        const expiresAt = `${w.clock.now().add({ hours: 1 }).toString({ smallestUnit: 'second' }).slice(0, -1)}.000Z`;
        assert.equal(body.status, 'ACTIVE');
        assert.deepEqual(body.profile, { lifetimeSeconds: 3600, useLimit: 1, usesLeft: 1, expiresAt });
      });

      test('is accepted as often as it may be used, and then says so', async () => {
        const { temporary, verify, profile } = await someone();
        const { id, passCode } = await temporary({ useLimit: 3 });
        for (const usesLeft of [2, 1, 0]) {
          assert.equal((await verify(id, passCode)).status, 200);
          assert.equal((await profile(id)).usesLeft, usesLeft);
        }
        const over = heard(await verify(id, passCode));
        assert.deepEqual([over.status, over.code], [403, 'E0000068']);
        assert.match(
          over.causes[1] ?? '',
          /^The code has been used 3 of 3 times; POST \/api\/v1\/users\/\w+\/factors makes/,
        );
      });

      test('of twenty uses at once no more are accepted than there are', async () => {
        const { temporary, verify, profile } = await someone();
        const { id, passCode } = await temporary({ useLimit: 3 });
        const answers = await atOnce(20, (n) => verify(id, passCode, from(n)));
        assert.equal(count(answers, 200), 3);
        assert.equal((await profile(id)).usesLeft, 0);
      });

      test('is accepted until the second it expires, and then says so', async () => {
        const { temporary, verify } = await someone();
        const { id, passCode, body } = await temporary({ lifetimeSeconds: 60, useLimit: 10 });
        w.clock.advance({ seconds: 59, milliseconds: 999 });
        assert.equal((await verify(id, passCode)).status, 200);
        w.clock.advance({ milliseconds: 1 });
        const over = heard(await verify(id, passCode));
        assert.equal(over.status, 403);
        assert.ok(
          over.causes[1]?.startsWith(`The code expired at ${body.profile.expiresAt.replace('.000Z', 'Z')}; POST `),
        );
      });

      test('makes room for another when it is over, and not before', async () => {
        const { temporary, enroll, verify, get } = await someone();
        const used = await temporary();
        assert.equal(heard(await enroll(TEMPORARY)).causes[0], 'A factor of this type is already set up.');
        await verify(used.id, used.passCode);
        const expired = await temporary();
        assert.equal((await get(used.id)).status, 404);
        w.clock.advance({ hours: 1 });
        const { id, passCode } = await temporary();
        assert.equal((await get(expired.id)).status, 404);
        assert.equal((await verify(id, expired.passCode)).status, 403);
        assert.equal((await verify(id, passCode)).status, 200);
      });

      test('wishes out of bounds are refused with the bound', async () => {
        const { enroll } = await someone();
        const wishes: readonly (readonly [object, string])[] = [
          [{ lifetimeSeconds: 59 }, 'profile.lifetimeSeconds: must be >= 60'],
          [{ lifetimeSeconds: 604_801 }, 'profile.lifetimeSeconds: must be <= 604800'],
          [{ useLimit: 0 }, 'profile.useLimit: must be >= 1'],
          [{ useLimit: 11 }, 'profile.useLimit: must be <= 10'],
          [{ useLimit: 1.5 }, 'profile.useLimit: must be integer'],
        ];
        for (const [profile, cause] of wishes) {
          const { status, code, causes } = heard(await enroll({ ...TEMPORARY, profile }));
          assert.deepEqual([status, code, causes], [400, 'E0000003', [cause]]);
        }
      });
    });
  });
}
