import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cofactor, start } from '../support/command.ts';

test('phone numbers without a plus sign are of the default country of the command line', async () => {
  const service = await start(['dev', '--database', 'sqlite::memory:', '--default-country', 'de']);
  const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
  const user = (await service.call('POST', '/api/v1/users', { profile })).body;
  const body = { factorType: 'sms', profile: { phoneNumber: '0151 12345678' } };
  const factor = await service.call('POST', `/api/v1/users/${user.id}/factors`, body);
  assert.deepEqual([factor.status, factor.body.profile], [200, body.profile]);
  assert.equal(await service.stop(), 0);
});

test('a default country there is none of is refused', async () => {
  const refused = await cofactor(['dev', '--default-country', 'Germany'], { COFACTOR_DATABASE_URL: 'sqlite::memory:' });
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /--default-country must be a two-letter code like US, not Germany/);
  assert.match((await cofactor(['dev', '--help'])).stdout, /--default-country <code>.*COFACTOR_DEFAULT_COUNTRY/s);
});
