import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls, heard } from '../support/factors/factorCalls.ts';
import { atOnce, count } from '../support/parallel.ts';
import { person } from '../support/users/people.ts';
import { BASE, type World, world } from '../support/world.ts';

const path = '/api/v1/org/factors/hotp/profiles';
const sharedSecret = '484f97be3213b117e3a20438e291540a';

for (const engine of ENGINES) {
  describe(`factor profiles: ${engine}`, () => {
    let w: World;
    let names = 0;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const create = (body: object) => w.call('POST', path, body);
    const settings = {
      timeBased: true,
      timeStep: 30,
      otpLength: 6,
      encoding: 'hexadecimal',
      hmacAlgorithm: 'HMacSHA1',
    };
    const created = async () => (await create({ name: `Profile ${++names}`, settings })).body;
    async function enrolledWith(factorProfileId: string) {
      const calls = factorCalls(w, (await person(w)).id);
      const body = { factorType: 'token:hotp', provider: 'CUSTOM', factorProfileId, profile: { sharedSecret } };
      return { calls, factor: (await calls.enroll(body)).body };
    }

    test("what Okta's Terraform provider sends makes one, and GET and the list show it", async () => {
      const sent = {
        id: '',
        default: false,
        name: 'Entrust Datacard',
        settings: {
          timeBased: true,
          otpLength: 10,
          timeStep: 60,
          acceptableAdjacentIntervals: 5,
          encoding: 'base64',
          hmacAlgorithm: 'HMacSHA512',
        },
      };
      const { status, body } = await create(sent);
      assert.equal(status, 200);
      assert.match(body.id, /^fpr[0-9A-Za-z]{17}$/);
      assert.deepEqual(body, {
        id: body.id,
        name: sent.name,
        vendorName: sent.name,
        settings: sent.settings,
        created: '2026-01-01T00:00:00.000Z',
        lastUpdated: '2026-01-01T00:00:00.000Z',
        _links: { self: { href: `${BASE}${path}/${body.id}`, hints: { allow: ['GET', 'PUT', 'DELETE'] } } },
      });
      assert.deepEqual((await w.call('GET', `${path}/${body.id}`)).body, body);
      assert.deepEqual(
        (await w.call('GET', path)).body.filter(({ id }: { id: string }) => id === body.id),
        [body],
      );
    });

    test('what is left out has a default, for tokens with a clock and with a button', async () => {
      const common = { otpLength: 6, encoding: 'base32', hmacAlgorithm: 'HMacSHA1' };
      assert.deepEqual((await create({ name: 'clock' })).body.settings, {
        timeBased: true,
        timeStep: 30,
        acceptableAdjacentIntervals: 3,
        ...common,
      });
      const button = { timeBased: false, timeStep: 0, acceptableAdjacentIntervals: 0 };
      assert.deepEqual((await create({ name: 'button', settings: button })).body.settings, {
        timeBased: false,
        lookAhead: 10,
        ...common,
      });
    });

    test('all that is wrong is said at once', async () => {
      const refused = heard(
        await create({
          name: ' ',
          settings: {
            timeStep: 45,
            otpLength: 5,
            encoding: 'hex',
            hmacAlgorithm: 'MD5',
            acceptableAdjacentIntervals: 11,
          },
        }),
      );
      assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
      assert.equal(refused.summary, 'Api validation failed: factorProfile');
      assert.deepEqual(refused.causes, [
        'name: The field cannot be left blank',
        'vendorName: The field cannot be left blank',
        'settings.otpLength: From 6 to 10 digits',
        'settings.encoding: One of base32, base64, hexadecimal',
        'settings.hmacAlgorithm: One of HMacSHA1, HMacSHA256, HMacSHA512',
        'settings.timeStep: One of 15, 30, 60 seconds',
        'settings.acceptableAdjacentIntervals: From 0 to 10',
      ]);
      const button = heard(await create({ name: 'x', settings: { timeBased: false, timeStep: 30, lookAhead: 101 } }));
      assert.deepEqual(button.causes, [
        'settings.lookAhead: From 0 to 100 presses',
        'settings.timeStep: Only with timeBased true',
      ]);
      assert.equal(heard(await create({ name: 'x', settings: { otpLenght: 6 } })).code, 'E0000003');
    });

    test('a name is given once', async () => {
      const answers = await atOnce(5, () => create({ name: 'only one' }));
      assert.deepEqual([count(answers, 200), count(answers, 400)], [1, 4]);
      const refused = answers.find(({ status }) => status === 400);
      assert.deepEqual(heard(refused!).causes, ['name: There is already a factor profile named only one']);
    });

    test('PUT renames; the settings that factors are judged by stay', async () => {
      const profile = await created();
      const { factor, calls } = await enrolledWith(profile.id);
      const renamed = await w.call('PUT', `${path}/${profile.id}`, {
        ...profile,
        name: 'renamed',
        vendorName: 'Vendor',
      });
      assert.deepEqual([renamed.status, renamed.body.name, renamed.body.vendorName], [200, 'renamed', 'Vendor']);
      assert.deepEqual(renamed.body.settings, profile.settings);
      assert.equal((await calls.get(factor.id)).body.vendorName, profile.name);
      const changed = { name: 'renamed', settings: { ...profile.settings, otpLength: 8 } };
      assert.match(
        heard(await w.call('PUT', `${path}/${profile.id}`, changed)).causes[0] as string,
        /cannot be changed/,
      );
      const other = await created();
      const taken = heard(await w.call('PUT', `${path}/${other.id}`, { name: 'renamed' }));
      assert.deepEqual(taken.causes, ['name: There is already a factor profile named renamed']);
    });

    test('one in use is not deleted; once its factor is gone it is', async () => {
      const profile = await created();
      const { calls, factor } = await enrolledWith(profile.id);
      const refused = heard(await w.call('DELETE', `${path}/${profile.id}`));
      assert.deepEqual([refused.status, refused.code], [400, 'E0000001']);
      assert.match(refused.causes[0] as string, /is in use; DELETE the token:hotp factors/);
      assert.equal((await calls.remove(factor.id)).status, 204);
      assert.equal((await w.call('DELETE', `${path}/${profile.id}`)).status, 204);
      assert.equal((await w.call('GET', `${path}/${profile.id}`)).status, 404);
      assert.equal((await enrolledWith(profile.id)).factor.errorCode, 'E0000001');
    });

    test('a user who goes takes the use of the profile along', async () => {
      const profile = await created();
      const user = await person(w);
      const calls = factorCalls(w, user.id);
      const body = {
        factorType: 'token:hotp',
        provider: 'CUSTOM',
        factorProfileId: profile.id,
        profile: { sharedSecret },
      };
      assert.equal((await calls.enroll(body)).status, 200);
      assert.equal(await w.store.apply([{ do: 'removeUser', user }]), 'done');
      assert.equal((await w.call('DELETE', `${path}/${profile.id}`)).status, 204);
    });

    test('enrolled and deleted at once, either the factor or the profile remains', async () => {
      for (let n = 0; n < 5; n++) {
        const profile = await created();
        const [deleted, { factor }] = await Promise.all([
          w.call('DELETE', `${path}/${profile.id}`),
          enrolledWith(profile.id),
        ]);
        const enrolled = factor.status === 'ACTIVE';
        assert.equal(deleted.status === 204, !enrolled);
        assert.equal((await w.call('GET', `${path}/${profile.id}`)).status === 200, enrolled);
      }
    });

    test('an unknown one is 404 for every method', async () => {
      for (const [method, body] of [['GET'], ['PUT', { name: 'x' }], ['DELETE']] as const) {
        const { status, code, summary, causes } = heard(await w.call(method, `${path}/fpr0`, body));
        assert.deepEqual(causes, [`GET ${path} lists those there are.`]);
        assert.deepEqual([status, code], [404, 'E0000007']);
        assert.equal(summary, 'Not found: Resource not found: fpr0 (FactorProfile)');
      }
    });
  });
}
