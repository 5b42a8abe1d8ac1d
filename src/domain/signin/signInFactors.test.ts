import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindContracts } from '../../contract/factors/factors.ts';
import { opensConsole, signInFactors } from './signInFactors.ts';

const all = kindContracts.map(({ factorType, provider }) => ({ factorType, provider, status: 'ACTIVE' as const }));
const named = (factors: typeof all) => factors.map(({ factorType, provider }) => `${factorType}/${provider}`);

test('of all kinds these open the administrators’ pages, in this order, and every other one opens nothing', () => {
  assert.deepEqual(named([...signInFactors(all)]), [
    'webauthn/FIDO',
    'token:hardware/YUBICO',
    'push/OKTA',
    'token:software:totp/OKTA',
    'token:software:totp/GOOGLE',
    'token:hotp/CUSTOM',
  ]);
  assert.deepEqual(named(all.filter((one) => !opensConsole(one))).sort(), [
    'call/OKTA',
    'cofactor:recovery_codes/COFACTOR',
    'cofactor:temporary_code/COFACTOR',
    'email/OKTA',
    'question/OKTA',
    'signed_nonce/OKTA',
    'sms/OKTA',
    'token/RSA',
    'token/SYMANTEC',
    'u2f/FIDO',
    'web/DUO',
  ]);
});

test('a factor that is not active opens nothing', () => {
  assert.deepEqual(signInFactors(all.map((one) => ({ ...one, status: 'PENDING_ACTIVATION' as const }))), []);
});
