import { generateKeyPairSync } from 'node:crypto';
import type { World } from '../driver/world.ts';
import { serviceApp } from '../serviceApp.ts';
import type { Mode } from './modes.ts';

const KEY_ID = 'conformance';
const SCOPES = ['okta.users.read', 'okta.users.manage'];

/** Makes a service app with a key of its own; gives what a program is told so that it asks for tokens. */
export async function makeApp(world: World, mode: Mode): Promise<Readonly<Record<string, string>>> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig' }];
  const bound = { dpop_bound_access_tokens: mode === 'DPoP' };
  const { id } = await world.must('POST', '/api/v1/apps', serviceApp('Conformance', keys, bound));
  for (const scopeId of SCOPES) await world.must('POST', `/api/v1/apps/${id}/grants`, { issuer: world.url, scopeId });
  await world.must('POST', `/oauth2/v1/clients/${id}/roles`, { type: 'ORG_ADMIN' });
  return {
    COFACTOR_CLIENT_ID: id,
    COFACTOR_KEY_ID: KEY_ID,
    COFACTOR_PRIVATE_KEY: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    // Version 2 of the SDK for Go reads no other.
    COFACTOR_PKCS1_KEY: privateKey.export({ format: 'pem', type: 'pkcs1' }).toString(),
    COFACTOR_SCOPES: SCOPES.join(' '),
    COFACTOR_DPOP: mode === 'DPoP' ? 'true' : 'false',
  };
}
