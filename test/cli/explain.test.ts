import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cofactor, type Running, start } from '../support/command.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';
import { wrong } from '../support/factors/factorCalls.ts';

for (const engine of ENGINES) {
  describe(`cofactor explain: ${engine}`, () => {
    let folder: string;
    let database: string;
    let service: Running;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'cofactor-explain-'));
      database = engine === 'sqlite' ? `sqlite:${join(folder, 'c.db')}` : await freshPostgresUrl();
      service = await start(['dev', '--database', database]);
    });
    after(async () => {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const explain = (user: string) => cofactor(['explain', user, '--database', database]);
    const newUser = async (login: string, firstName = 'Jane'): Promise<string> => {
      const profile = { firstName, lastName: 'Doe', email: login, login };
      return (await service.call('POST', '/api/v1/users', { profile })).body.id;
    };

    test('beside the running service and without its key it tells what happened and what to do', async () => {
      const id = await newUser('jane@example.com');
      const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
      const factor = (await service.call('POST', `/api/v1/users/${id}/factors`, body)).body;
      const [{ code }] = (await service.call('GET', '/dev/inbox')).body;
      await service.call('POST', `/api/v1/users/${id}/factors/${factor.id}/lifecycle/activate`, {
        passCode: wrong(code),
      });
      const { code: exit, stdout, stderr } = await explain('JANE@example.com');
      assert.deepEqual([exit, stderr], [0, '']);
      const lines = stdout.split('\n');
      assert.equal(lines[0], `Jane Doe (jane@example.com), ${id}, PROVISIONED`);
      assert.equal(lines[1], `  sms OKTA ${factor.id}, PENDING_ACTIVATION`);
      const timeline = lines.slice(3, -4).map((line) => line.replace(/^\S+ \S+ UTC /, ''));
      assert.deepEqual(timeline, [
        '  Create user [by development]',
        '  Activate user [by development]',
        '  Enroll factor for user [by development]',
        '  A text message to +18XXXXXXX36 (US) was asked for, to prove a new phone',
        '! A wrong code was typed; attempts left before a pause: 4 [by development]',
      ]);
      assert.match(
        lines.at(-3) ?? '',
        /^What happened: The text message to \+18XXXXXXX36 was sent, but .*\(WRONG_CODE\)$/,
      );
      assert.match(lines.at(-2) ?? '', /^What to do: {4}Have the user read the newest message again: POST /);
      assert.ok(!stdout.includes(code) && !stdout.includes('8024482036'));
    });

    test('one who is not there is one clear line', async () => {
      const { code, stdout, stderr } = await explain('nobody@example.com');
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /^cofactor: there is no user with the id or login nobody@example\.com/);
    });

    test('attack: what a caller reports as the address of its user cannot move the cursor of its reader', async () => {
      const id = await newUser('mallory@example.com');
      const factors = `/api/v1/users/${id}/factors`;
      const reporting = (path: string, body: object) =>
        fetch(service.url + path, {
          method: 'POST',
          headers: {
            authorization: 'SSWS dev-token',
            'content-type': 'application/json',
            'x-forwarded-for': '\u009b2J192.0.2.1',
          },
          body: JSON.stringify(body),
        });
      await reporting(factors, { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482037' } });
      const [{ code }] = (await service.call('GET', '/dev/inbox?to=%2B18024482037')).body;
      const [factor] = (await service.call('GET', factors)).body;
      await reporting(`${factors}/${factor.id}/lifecycle/activate`, { passCode: wrong(code) });
      const { stdout } = await explain('mallory@example.com');
      assert.match(stdout, /A wrong code was typed/);
      assert.doesNotMatch(stdout, /2J192\.0\.2\.1/);
      assert.doesNotMatch(stdout.replaceAll('\n', ''), /\p{Cc}/u);
    });
  });
}
