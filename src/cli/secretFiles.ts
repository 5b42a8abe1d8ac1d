import { ConfigError } from '../config.ts';
import { textFile } from './textFile.ts';

/** Variables that hold a secret; each has a twin with `_FILE` at its end, which names a file that holds it. */
export const secretVariables = [
  'COFACTOR_MASTER_KEY',
  'COFACTOR_DATABASE_URL',
  'COFACTOR_METRICS_TOKEN',
  'COFACTOR_OIDC_CLIENT_KEY',
  'COFACTOR_OIDC_CLIENT_SECRET',
  'COFACTOR_OKTA_HOOK_SECRET',
  'COFACTOR_PKCS11_PIN',
  'COFACTOR_PROVIDERS',
  'COFACTOR_TOKEN',
] as const;

type Env = Record<string, string | undefined>;

/** Sets each variable that is given as a file, as Docker and Kubernetes mount secrets. Nothing of a file is ever repeated. */
export function readSecretFiles(env: Env): void {
  for (const name of secretVariables) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    if (env[name]) throw new ConfigError(`${name} and ${name}_FILE are both set; keep one`);
    // Editors and `echo` end a file with a line break that is no part of the secret.
    const text = textFile(file, `${name}_FILE`).replace(/[\r\n]+$/, '');
    if (text === '') throw new ConfigError(`${name}_FILE: ${file} is empty`);
    env[name] = text;
  }
}
