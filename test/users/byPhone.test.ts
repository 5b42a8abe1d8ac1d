import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { activeUser, refusal, USERS } from '../support/users/userCalls.ts';
import { type Answer, anotherProcess, BASE, type World, world } from '../support/world.ts';

const [OLD, NEW] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)] as const;
const logins = ({ status, body }: Answer): readonly string[] => {
  assert.equal(status, 200, JSON.stringify(body));
  return body.map((user: { profile: { login: string } }) => user.profile.login);
};

for (const engine of ENGINES) {
  describe(`users by phone: ${engine}`, () => {
    let w: World;
    const find = (phone: string, more = '', process: Pick<World, 'call'> = w) =>
      process.call('GET', `${USERS}?phone=${encodeURIComponent(phone)}${more}`);
    const numbers = { ann: '+15554154711', bob: '+15554254711', cyd: '+15554154712' } as const;
    const enroll = async (process: Pick<World, 'call'>, login: string, phoneNumber: string) => {
      const user = await activeUser(w, { login: `${login}@example.com`, mobilePhone: '+15554150815' });
      const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } };
      const { status, body } = await factorCalls({ ...w, call: process.call }, user.id).enroll(sms);
      assert.equal(status, 200, JSON.stringify(body));
      w.clock.advance({ minutes: 1 });
      return user;
    };
    before(async () => {
      w = await world(engine, { masterKeys: [OLD] });
      for (const [login, number] of Object.entries(numbers)) await enroll(w, login, number);
    });
    after(() => w.close());

    test('the last four digits find all whose phone ends so, oldest first', async () => {
      assert.deepEqual(logins(await find('4711')), ['ann@example.com', 'bob@example.com']);
      assert.deepEqual(logins(await find('0815')), [], 'profiles are not looked at');
    });

    test('a number finds who has it, however it is written', async () => {
      for (const phone of [numbers.bob, '+1 555 425 4711', '(555) 425-4711']) {
        assert.deepEqual(logins(await find(phone)), ['bob@example.com'], phone);
      }
      assert.deepEqual(logins(await find('+15554154799')), []);
    });

    test('pages keep the phone, ten at a time unless a limit is given', async () => {
      const links = [(await find('4711', '&limit=1')).headers.link ?? []].flat().map(String);
      assert.equal(links[0], `<${BASE}/api/v1/users?limit=1&phone=4711>; rel="self"`);
      const next = /<(.*)>/.exec(links[1] ?? '')?.[1]?.slice(BASE.length) ?? '';
      assert.deepEqual(logins(await w.call('GET', next)), ['bob@example.com']);
      assert.match(String((await find('4711')).headers.link), /limit=10&phone=4711/);
    });

    test('what is neither is refused with what it must be, and so are two ways of searching at once', async () => {
      for (const phone of ['471', '471%', '47111', 'x', "4711' or 1=1", '\0']) {
        const [status, code, , causes] = refusal(await find(phone)) as [number, string, string, string[]];
        assert.deepEqual([status, code], [400, 'E0000031'], phone);
        assert.match(String(causes), /phone must be E\.164.*Or send its last four digits alone\./);
      }
      assert.equal((await find('4711', '&q=ann')).body.errorCode, 'E0000033');
    });

    test('whichever master key a phone was sealed with, it is found; of a user who is deactivated it is not', async () => {
      const newer = await anotherProcess(w, { masterKeys: [NEW, OLD] });
      const late = await enroll(newer, 'dee', '+15554354711');
      assert.deepEqual(logins(await find('4711', '', newer)), [
        'ann@example.com',
        'bob@example.com',
        'dee@example.com',
      ]);
      await w.call('POST', `${USERS}/${late.id}/lifecycle/deactivate`);
      assert.deepEqual(logins(await find('4711', '', newer)), ['ann@example.com', 'bob@example.com']);
      await newer.close();
    });

    test('a phone of an older version is found before it is sealed', async () => {
      const { id } = await activeUser(w, { login: 'eve@example.com' });
      await w.engine.write(function* () {
        const text = `insert into unsealed_phones (user_id, channel, id, number, e164, verified)
          values ($1, 'call', 'm', '+15554554713', '+15554554713', 1)`;
        yield { text, values: [id] };
      });
      for (const phone of ['4713', '+15554554713']) assert.deepEqual(logins(await find(phone)), ['eve@example.com']);
    });
  });
}
