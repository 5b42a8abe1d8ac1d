import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type FakeDuo, fakeDuo } from '../../support/duo/fakeDuo.ts';
import { hurryDuo, setDuo } from '../../support/duo/setDuo.ts';
import { eachWorld } from '../../support/eachWorld.ts';
import { ENGINES } from '../../support/engines.ts';
import { factorCalls, heard } from '../../support/factors/factorCalls.ts';
import { from } from '../../support/parallel.ts';
import { person } from '../../support/users/people.ts';
import { type World, world } from '../../support/world.ts';

const SILENT = [504, 'E0000067'];
const FAILED = [400, 'E0000074'];

for (const engine of ENGINES) {
  describe(`attacks on Duo’s Auth API: ${engine}`, () => {
    let w: World;
    let duo: FakeDuo;
    let calls: ReturnType<typeof factorCalls>;
    let login: string;
    let userId: string;
    let id: string;
    beforeEach(async () => {
      duo = await fakeDuo();
    });
    afterEach(() => duo.close());
    eachWorld(engine, async (fresh) => {
      w = fresh;
      await setDuo(w, duo);
      const user = await person(w);
      ({ id: userId } = user);
      ({ login } = user.profile);
      calls = factorCalls(w, userId);
      id = await activeOf(calls, login);
    });
    async function activeOf(own: typeof calls, name: string): Promise<string> {
      const { body } = await own.enroll({ factorType: 'web', provider: 'DUO' });
      duo.passcodes.add(`${name} 1234567`);
      assert.equal((await own.activate(body.id, '1234567')).status, 200);
      return body.id;
    }
    const refused = async (passCode = '000000') => {
      const { status, code } = heard(await calls.verify(id, passCode));
      return [status, code];
    };
    const asks = async (own = calls, factorId = id) => {
      const { status, body } = await own.challenge(factorId);
      assert.equal(status, 201, JSON.stringify(body));
      return body._links.poll.href.replace('https://cofactor.test', '') as string;
    };
    const result = async (path: string) => (await w.call('GET', path)).body.factorResult;
    const lastReason = async () => (await w.store.log.ofUser(userId)).at(-1)?.reason;

    test('a Duo that never answers a passcode lets nobody in, and the guess stays spent', async () => {
      hurryDuo(w);
      duo.lie = ({ path }) => (path === 'auth' ? 'silence' : undefined);
      assert.deepEqual(await refused(), SILENT);
      assert.equal(await lastReason(), 'DUO_TIMEOUT');
      duo.lie = undefined;
      for (let n = 0; n < 4; n++) assert.deepEqual(await refused(), [403, 'E0000068']);
      assert.deepEqual(await refused(), [429, 'E0000047']);
    });

    test('a guess that Duo cannot have heard is given back, three times an hour and no more', async () => {
      await duo.close();
      for (let n = 0; n < 3 + 5; n++) assert.deepEqual(await refused(), FAILED, `call ${n}`);
      assert.deepEqual(await refused(), [429, 'E0000047']);
      assert.equal(await lastReason(), 'DUO_UNREACHABLE');
      duo = await fakeDuo();
    });

    test('whatever is no verdict of Duo’s lets nobody in: words, other shapes, other stats', async () => {
      const lies: readonly (object | string)[] = [
        'allow',
        '<html>allow</html>',
        '[]',
        {},
        { stat: 'OK' },
        { stat: 'OK', response: null },
        { stat: 'OK', response: { result: 'ALLOW', status: 'allow' } },
        { stat: 'OK', response: { result: ['allow'], status: 'allow' } },
        { stat: 'FAIL', response: { result: 'allow', status: 'allow' } },
        { response: { result: 'allow', status: 'allow' } },
      ];
      for (const lie of lies) {
        duo.lie = ({ path }) => (path === 'auth' ? lie : undefined);
        assert.deepEqual(await refused(), FAILED, JSON.stringify(lie));
        w.clock.advance({ hours: 24 });
      }
    });

    test('a push of which Duo says nothing waits, and nobody is in', async () => {
      hurryDuo(w);
      const path = await asks();
      duo.lie = (request) => (request.path === 'auth_status' ? 'silence' : undefined);
      assert.equal(await result(path), 'WAITING');
      assert.equal(await result(path), 'WAITING');
      assert.equal(
        duo.requests.filter((one) => one.path === 'auth_status').length,
        1,
        'all polls wait for one request',
      );
      w.clock.advance({ minutes: 5 });
      assert.equal(await result(path), 'TIMEOUT');
    });

    test('a Duo that lies about a push is 400 E0000074, and the question goes on waiting', async () => {
      const path = await asks();
      duo.lie = (request) => (request.path === 'auth_status' ? { stat: 'OK', response: { result: 'yes' } } : undefined);
      const { status, code } = heard(await w.call('GET', path));
      assert.deepEqual([status, code], FAILED);
      duo.lie = undefined;
      duo.answers('allow', 'allow');
      assert.equal(await result(path), 'SUCCESS');
    });

    test('a status that is replayed, or says otherwise later, changes nothing: the first answer counts', async () => {
      const path = await asks();
      duo.answers('deny', 'deny');
      assert.equal(await result(path), 'REJECTED');
      duo.answers('allow', 'allow');
      assert.equal(await result(path), 'REJECTED');
      const cancelled = await asks();
      await w.call('DELETE', cancelled);
      duo.answers('allow', 'allow');
      assert.equal(await result(cancelled), 'CANCELLED');
      const late = await asks();
      w.clock.advance({ minutes: 5 });
      duo.answers('allow', 'allow');
      assert.equal(await result(late), 'TIMEOUT');
    });

    test('an approval is of one question: neither an older one nor another user’s is ended by it', async () => {
      const other = await person(w);
      const theirs = factorCalls(w, other.id);
      const theirId = await activeOf(theirs, other.profile.login);
      const mine = await asks();
      const theirPath = await asks(theirs, theirId);
      duo.answers('allow', 'allow');
      assert.deepEqual([await result(mine), await result(theirPath)], ['WAITING', 'SUCCESS']);
      const transactionId = theirPath.split('/').at(-1);
      const stolen = await w.call('GET', `${calls.factors}/${id}/transactions/${transactionId}`);
      assert.equal(stolen.status, 404);
      assert.equal((await w.store.log.ofUser(userId)).filter(({ reason }) => reason === 'BYPASSED').length, 0);
    });

    test('polls at once that all hear of an approval write one success', async () => {
      const path = await asks();
      duo.answers('allow', 'allow');
      const all = await Promise.all([result(path), result(path), result(path), result(path)]);
      assert.deepEqual(new Set(all), new Set(['SUCCESS']));
      const verified = (await w.store.log.ofUser(userId)).filter(
        ({ event, outcome }) => event === 'user.authentication.auth_via_mfa' && outcome === 'SUCCESS',
      );
      assert.equal(verified.length, 1);
    });

    test('pushes that nobody approves are used up as all pushes are, and Duo is not asked for more', async () => {
      for (let n = 0; n < 5; n++) await asks();
      const before = duo.questions.size;
      const sixth = heard(await calls.challenge(id));
      assert.deepEqual([sixth.status, sixth.code, duo.questions.size], [429, 'E0000047', before]);
    });

    test('attack: a question that Duo cannot have heard gives itself back, and not those before it', async () => {
      for (let n = 0; n < 4; n++) await asks();
      duo.lie = ({ path }) => (path === 'preauth' ? { stat: 'FAIL' } : undefined);
      const failed = heard(await calls.challenge(id));
      assert.deepEqual([failed.status, failed.code], FAILED);
      duo.lie = undefined;
      await asks();
      assert.equal((await calls.challenge(id)).status, 429);
    });

    test('from the second denial on the next push waits, and after a report of fraud it waits longer', async () => {
      for (const status of ['deny', 'fraud']) {
        const path = await asks();
        duo.answers('deny', status);
        assert.equal(await result(path), 'REJECTED');
      }
      w.clock.advance({ minutes: 14 });
      assert.equal((await calls.challenge(id)).status, 429);
      w.clock.advance({ minutes: 2 });
      assert.equal((await calls.challenge(id)).status, 201);
    });

    test('attack: who knows the password of a user whom Duo has forgotten is not told where to enroll a phone', async () => {
      const portal = 'https://api-00000000.duosecurity.com/portal?code=1';
      const other = await person(w);
      const theirs = factorCalls(w, other.id);
      const { body } = await theirs.enroll({ factorType: 'web', provider: 'DUO' });
      duo.preauth.set(other.profile.login, { result: 'enroll', enroll_portal_url: portal });
      const pending = await theirs.activate(body.id, '1234567');
      assert.ok(heard(pending).causes.join().includes(portal), 'who enrolls is told');
      duo.preauth.set(login, { result: 'enroll', enroll_portal_url: portal });
      for (const reply of [await calls.challenge(id), await calls.verify(id, '1234567')]) {
        assert.deepEqual([reply.status, heard(reply).code, await lastReason()], [403, 'E0000068', 'NOT_ENROLLED']);
        assert.ok(!JSON.stringify(reply).includes(portal));
      }
    });

    test('strangers have three wrong passcodes a day all together, so that they cannot have Duo lock the user out', async () => {
      duo.requests.length = 0;
      const statuses: number[] = [];
      for (let n = 0; n < 6; n++) statuses.push((await calls.verify(id, '000000', from(n))).status);
      const judged = duo.requests.filter(({ path }) => path === 'auth').length;
      assert.deepEqual([statuses, judged], [[403, 403, 403, 429, 429, 429], 3]);
    });
  });
}

test('a host that is not of Duo’s form has to be on the list of the operator', async (t) => {
  const w = await world('sqlite', { outgoingPolicy: { allowed: ['10.1.0.0/16', 'duo.internal'] } });
  t.after(w.close);
  const create = async (host: string) => {
    const keys = { integrationKey: 'DIXXXXXXXXXXXXXXXXXX', secretKey: 'a'.repeat(40) };
    const made = await w.call('POST', '/api/v1/authenticators', {
      key: 'duo',
      provider: { configuration: { host, ...keys } },
    });
    return made.status;
  };
  const others = ['duo.example.com', 'api-1.duosecurity.com.evil.example', 'http://api-1.duosecurity.com', '127.0.0.1'];
  for (const host of [...others, 'https://api-1.duosecurity.com/path', '10.2.0.1', 'https://8.8.8.8']) {
    assert.equal(await create(host), 400, host);
  }
  assert.equal(await create('http://duo.internal:8080'), 200);
});
