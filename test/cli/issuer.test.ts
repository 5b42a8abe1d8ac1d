import assert from 'node:assert/strict';
import { test } from 'node:test';
import { URI } from 'otpauth';
import { cofactor, start } from '../support/command.ts';
import { scanQr } from '../support/devices/scanQr.ts';

test('the issuer of the command line is what authenticator apps show', async () => {
  const service = await start(['dev', '--database', 'sqlite::memory:', '--issuer', 'Acme & Söhne']);
  const profile = { firstName: 'Jane', lastName: 'Doe', email: 'jane@example.com', login: 'jane@example.com' };
  const user = (await service.call('POST', '/api/v1/users', { profile })).body;
  const body = { factorType: 'token:software:totp', provider: 'GOOGLE' };
  const factor = (await service.call('POST', `/api/v1/users/${user.id}/factors`, body)).body;
  const picture = await fetch(factor._embedded._links.qrcode.href);
  const totp = URI.parse(scanQr(await picture.bytes()));
  assert.deepEqual([totp.issuer, totp.label], ['Acme & Söhne', 'jane@example.com']);
  assert.equal(await service.stop(), 0);
  assert.ok(
    !service.stderr().includes(factor._embedded._links.qrcode.href.split('/').at(-1)),
    'the token is not logged',
  );
});

test('an issuer with a colon, which would end it within a key URI, is refused', async () => {
  const refused = await cofactor(['dev', '--issuer', 'a:b'], { COFACTOR_DATABASE_URL: 'sqlite::memory:' });
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /--issuer must be 1 to 64 characters without a colon, not a:b/);
  assert.match((await cofactor(['dev', '--help'])).stdout, /--issuer <name>[^-]*COFACTOR_ISSUER/s);
});
