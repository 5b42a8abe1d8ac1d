import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cofactor, start } from '../support/command.ts';

describe('cofactor factor-profile', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'cofactor-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  test('what create makes is listed, enrolled with, kept while in use and deleted', async () => {
    const env = { COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'profiles.db')}` };
    const service = await start(['dev'], env);
    const flags = ['--counter', '--otp-length', '8', '--encoding', 'hexadecimal', '--vendor-name', 'Feitian'];
    const created = await cofactor(['factor-profile', 'create', 'Feitian c200', ...flags], env);
    const id = created.stdout.trim();
    assert.match(id, /^fpr\w{17}$/, created.stderr);
    assert.equal(
      (await cofactor(['factor-profile', 'list'], env)).stdout,
      `${id}  Feitian c200  (8 digits by button, 10 presses ahead, HMacSHA1, secrets in hexadecimal)\n`,
    );
    const shown = (await service.call('GET', `/api/v1/org/factors/hotp/profiles/${id}`)).body;
    const { settings } = shown;
    const { _links, ...itself } = shown;
    const got = JSON.parse((await cofactor(['factor-profile', 'get', id], env)).stdout);
    assert.deepEqual({ ...got, created: shown.created, lastUpdated: shown.lastUpdated }, itself);
    assert.deepEqual(settings, {
      timeBased: false,
      lookAhead: 10,
      otpLength: 8,
      encoding: 'hexadecimal',
      hmacAlgorithm: 'HMacSHA1',
    });
    const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
    const user = (await service.call('POST', '/api/v1/users', { profile })).body;
    const secret = { sharedSecret: Buffer.from('12345678901234567890').toString('hex') };
    const body = { factorType: 'token:hotp', provider: 'CUSTOM', factorProfileId: id, profile: secret };
    const factors = `/api/v1/users/${user.id}/factors`;
    const factor = (await service.call('POST', factors, body)).body;
    assert.equal(factor.vendorName, 'Feitian');
    // RFC 4226 appendix D, count 0: the truncated value is 1284755224.
    const verified = await service.call('POST', `${factors}/${factor.id}/verify`, { passCode: '84755224' });
    assert.deepEqual(verified.body, { factorResult: 'SUCCESS' });

    const refused = await cofactor(['factor-profile', 'delete', id], env);
    assert.deepEqual([refused.code, /is in use/.test(refused.stderr)], [1, true]);
    await service.call('DELETE', `${factors}/${factor.id}`);
    assert.equal((await cofactor(['factor-profile', 'delete', id], env)).stdout, `deleted ${id}\n`);
    for (const command of ['get', 'delete']) {
      const gone = await cofactor(['factor-profile', command, id], env);
      assert.deepEqual([gone.code, /there is no factor profile/.test(gone.stderr)], [1, true]);
    }
    await service.stop();
  });

  test('what is wrong is said in one line', async () => {
    const env = { COFACTOR_DATABASE_URL: `sqlite:${join(folder, 'wrong.db')}` };
    await cofactor(['migrate'], env);
    const wrong = await cofactor(['factor-profile', 'create', 'x', '--otp-length', '5', '--time-step', '20'], env);
    assert.equal(wrong.code, 1);
    assert.equal(
      wrong.stderr,
      'cofactor: settings.otpLength: From 6 to 10 digits; settings.timeStep: One of 15, 30, 60 seconds\n',
    );
    await cofactor(['factor-profile', 'create', 'x'], env);
    assert.match((await cofactor(['factor-profile', 'create', 'x'], env)).stderr, /already a factor profile named x/);
  });
});
