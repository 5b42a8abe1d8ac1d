import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { buildClient } from '../../scripts/buildClient.ts';
import { bundle } from '../../scripts/client/bundle.ts';
import { clientSizes, limitOf } from '../../scripts/client/size.ts';

const root = join(import.meta.dirname, '../..');
const src = join(root, 'client/src');

test('the client imports nothing but itself and knows nothing of Node.js', () => {
  for (const file of globSync('**/*.ts', { cwd: src })) {
    const text = readFileSync(join(src, file), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)/g)) {
      assert.match(specifier, /^\.\.?\//, `${file} imports ${specifier}`);
      assert.ok(existsSync(join(src, file, '..', specifier)), `${file} imports ${specifier}`);
    }
    assert.doesNotMatch(text, /\b(process|Buffer|require|__dirname|setImmediate)\b\s*[.(]/, file);
  }
});

test('the client weighs less than 12 KB, minified, and a little more with waitForPush', async () => {
  for (const [name, { minified }] of await clientSizes()) {
    assert.ok(minified < limitOf(name), `${name}: ${minified} bytes`);
  }
});

test('it runs where there is nothing but what the web has', async () => {
  const code = await bundle(
    "import * as client from './index.ts'; import * as flows from './flows.ts'; globalThis.used = { ...client, ...flows };",
  );
  const sent: string[] = [];
  const web = {
    ...{ URL, URLSearchParams, Headers, AbortController, setTimeout, clearTimeout },
    fetch: async (url: string, { headers }: { headers: Headers }) => {
      sent.push(`${url} ${headers.get('authorization')}`);
      return new Response('[]', { headers: { 'x-okta-request-id': 'r' } });
    },
  };
  const context = createContext(web);
  runInContext(code, context);
  const run = `(async () => {
    const client = used.createClient({ url: 'https://mfa.example.com', token: 't' });
    for await (const user of client.listUsers()) throw new Error('nobody');
    return used.repairPending(client, 'u');
  })()`;
  assert.equal(JSON.stringify(await runInContext(run, context)), '{"removed":[]}');
  assert.deepEqual(sent, [
    'https://mfa.example.com/api/v1/users SSWS t',
    'https://mfa.example.com/api/v1/users/u/factors SSWS t',
  ]);
});

test("a newcomer's lambda handler fits on a screen and needs no cast", () => {
  const text = readFileSync(join(root, 'examples/lambda/handler.ts'), 'utf8');
  assert.ok(text.trimEnd().split('\n').length <= 20);
  assert.doesNotMatch(text, /\bas (?!const\b)\w|<\w+>\w|\bany\b|@ts-|!\./);
});

describe('as others install it', () => {
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cofactor-client-'));
    const installed = join(folder, 'node_modules/@cofactor/client');
    mkdirSync(installed, { recursive: true });
    await buildClient(join(installed, 'dist'));
    cpSync(join(root, 'client/package.json'), join(installed, 'package.json'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const resolution of ['nodenext', 'bundler']) {
    test(`its types stand alone, with the web's types only: ${resolution}`, () => {
      const program = `
        import { createClient, ApiError, type Factor } from '@cofactor/client';
        import { changePhone } from '@cofactor/client/flows';
        const client = createClient({ url: 'https://mfa.example.com', token: async () => 't', scheme: 'Bearer' });
        export async function phone(userId: string): Promise<string | undefined> {
          const change = await changePhone(client, userId, '+18024482036', { signal: new AbortController().signal });
          if (change.outcome === 'sent') return change.factor.profile.phoneNumber;
          if (change.outcome === 'tooSoon') return change.retryAt.toISOString();
          const [first]: (Factor | undefined)[] = await client.listFactors({ userId });
          try {
            for await (const user of client.listUsers({ q: 'ada' })) return user.profile.login;
          } catch (error) {
            if (error instanceof ApiError) return error.causes.join();
          }
          return first?.id;
        }`;
      writeFileSync(join(folder, 'program.ts'), program);
      const module = resolution === 'nodenext' ? 'nodenext' : 'esnext';
      const options = {
        strict: true,
        noEmit: true,
        target: 'es2022',
        lib: ['es2022', 'dom'],
        types: [],
        skipLibCheck: false,
      };
      const compilerOptions = { ...options, module, moduleResolution: resolution, exactOptionalPropertyTypes: true };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }));
      const { status, stdout } = run(join(root, 'node_modules/.bin/tsc'), ['-p', folder]);
      assert.equal(status, 0, stdout);
    });
  }

  test("the newcomer's lambda handler type-checks", () => {
    cpSync(join(root, 'examples/lambda/handler.ts'), join(folder, 'handler.ts'));
    writeFileSync(
      join(folder, 'node.d.ts'),
      'declare const process: { readonly env: Readonly<Record<string, string | undefined>> };',
    );
    const options = {
      strict: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2022', 'dom'],
      types: [],
      skipLibCheck: false,
    };
    const compilerOptions = { ...options, module: 'nodenext', noUncheckedIndexedAccess: true };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['node.d.ts', 'handler.ts'] }),
    );
    const { status, stdout } = run(join(root, 'node_modules/.bin/tsc'), ['-p', folder]);
    assert.equal(status, 0, stdout);
  });

  test('the snippets of the README type-check', () => {
    const readme = readFileSync(join(root, 'client/README.md'), 'utf8');
    const snippets = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, text = '']) => text);
    assert.ok(snippets.length >= 3);
    const files = snippets.map((text, n) => {
      writeFileSync(join(folder, `snippet${n}.ts`), text);
      return `snippet${n}.ts`;
    });
    const options = { strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom'], types: [] };
    const compilerOptions = { ...options, module: 'nodenext' };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const { status, stdout } = run(join(root, 'node_modules/.bin/tsc'), ['-p', folder]);
    assert.equal(status, 0, stdout);
  });

  for (const node of nodes()) {
    test(`it runs on ${run(node, ['--version']).stdout.trim()}`, () => {
      const program = `
        import { createClient } from '@cofactor/client';
        import { enrollSms } from '@cofactor/client/flows';
        const heard = [];
        const fetch = async (url, { method, headers }) => {
          heard.push([method, new URL(url).pathname, headers.has('idempotency-key')]);
          const body = method === 'GET' ? [] : { id: 'mbl1', status: 'PENDING_ACTIVATION', factorType: 'sms' };
          return new Response(JSON.stringify(body), { headers: { 'cofactor-version': '1' } });
        };
        const client = createClient({ url: 'https://mfa.example.com', token: 't', fetch });
        const { outcome } = await enrollSms(client, 'u', '+18024482036');
        console.log(JSON.stringify([outcome, client.server(), heard]));`;
      writeFileSync(join(folder, 'program.mjs'), program);
      const { status, stdout, stderr } = run(node, [join(folder, 'program.mjs')]);
      assert.equal(status, 0, stderr);
      const factors = '/api/v1/users/u/factors';
      assert.deepEqual(JSON.parse(stdout), [
        'sent',
        'cofactor',
        [
          ['GET', factors, false],
          ['POST', factors, true],
        ],
      ]);
    });
  }
});

/** Every Node.js on this machine: the project's own, and whatever else is on PATH. */
function nodes(): readonly string[] {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => !entry.includes('node_modules'))
    .map((entry) => join(entry, 'node'))
    .filter((path) => existsSync(path));
  const byVersion = new Map([process.execPath, ...onPath].map((node) => [run(node, ['--version']).stdout, node]));
  return [...byVersion.values()];
}

function run(command: string, args: readonly string[]) {
  return spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
}
