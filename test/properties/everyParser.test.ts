import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const fuzzed = ['parsers', 'protocols']
  .map((name) => readFileSync(join(import.meta.dirname, `${name}.property.test.ts`), 'utf8'))
  .join();

const OPERATOR = 'what the operator has written: flags, environment and files';
const DATABASE = 'rows that this service has written';
const EXCEPTIONS: Readonly<Record<string, string>> = {
  readMasterKeys: OPERATOR,
  parseMasterKeys: OPERATOR,
  readSecretFiles: OPERATOR,
  readTracing: OPERATOR,
  readProviders: OPERATOR,
  parseServers: OPERATOR,
  readBlob: `${OPERATOR}, signed by FIDO; the library reads it`,
  readStatements: OPERATOR,
  readBack: DATABASE,
  readInOrder: `${DATABASE}: it runs a query`,
  readEnrollment: DATABASE,
  readVip: DATABASE,
  readDuo: DATABASE,
  readTokenServer: DATABASE,
  readOrganization: DATABASE,
  readLimited: 'bytes of a stream up to a limit: it looks at none of them',
  readBody: 'pages of development mode; TypeBox reads the body',
};

const found = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .flatMap((path) => [
    ...readFileSync(join(root, 'src', path), 'utf8').matchAll(
      /^export (?:async )?(?:function|const) ((?:read|parse|decode)[A-Z]\w*)/gm,
    ),
  ])
  .map(([, name = '']) => name);

test('every parser is fuzzed, or reads nothing that strangers write', () => {
  assert.ok(found.length > 30, String(found.length));
  const left = found.filter((name) => !new RegExp(`\\b${name}\\b`).test(fuzzed) && !Object.hasOwn(EXCEPTIONS, name));
  assert.deepEqual(left, [], 'add it to test/properties/*.property.test.ts');
});

test('no exception is left of a parser that is gone, or is fuzzed by now', () => {
  const over = Object.keys(EXCEPTIONS).filter(
    (name) => !found.includes(name) || new RegExp(`\\b${name}\\b`).test(fuzzed),
  );
  assert.deepEqual(over, []);
});
