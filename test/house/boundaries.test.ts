import assert from 'node:assert/strict';
import { dirname, join, matchesGlob } from 'node:path';
import { test } from 'node:test';
import { appSources, assertNone, type Source, sources } from './sources.ts';

interface Rule {
  readonly files: string;
  /** Other parts of src that the files may import; `.` is their own area: the folder, or for a factor kind its folder alone. */
  readonly may: readonly string[];
  /** Packages, with all below them, and `node:` modules. */
  readonly packages: readonly string[];
}

/** The imports that are allowed. The first rule that fits a file is the one that counts. */
const rules: readonly Rule[] = [
  // The wire: data, and nothing but data.
  { files: 'factors/*/contract.ts', may: ['contract/**'], packages: ['typebox'] },
  { files: 'contract/**', may: ['.', 'factors/*/contract.ts'], packages: ['typebox'] },
  // The rules: pure, the outside world comes in as arguments. A kind never sees its siblings.
  { files: 'domain/values/network.ts', may: [], packages: ['ipaddr.js'] },
  { files: 'domain/values/emailAddress.ts', may: [], packages: ['node:url'] },
  { files: 'domain/**', may: ['.', 'contract/**'], packages: ['typebox', 'libphonenumber-js', 'node:crypto'] },
  { files: 'factors/index.ts', may: ['factors/*/*.ts', 'contract/**', 'domain/**'], packages: [] },
  // What only kinds share knows no kind.
  { files: 'factors/shared/**', may: ['.', 'contract/**', 'domain/**'], packages: ['typebox', 'node:crypto'] },
  {
    files: 'factors/push/invitation.ts',
    may: ['.', 'contract/**', 'domain/**', 'factors/shared/**'],
    packages: ['node:crypto'],
  },
  { files: 'factors/*/**', may: ['.', 'contract/**', 'domain/**', 'factors/shared/**'], packages: ['typebox'] },
  // The outside world: each folder one part of it, behind an interface.
  { files: 'crypto/**', may: ['.', 'domain/**'], packages: ['@node-rs/argon2', 'node:crypto', 'node:zlib'] },
  {
    files: 'delivery/providers/**',
    may: ['.', 'contract/**', 'domain/**', 'outgoing/guard.ts', 'outgoing/connector.ts'],
    packages: [
      'typebox',
      'node:crypto',
      'node:module',
      'node:net',
      'node:timers',
      'node:tls',
      'aws4fetch',
      'nodemailer',
      're2js',
      'smpp',
    ],
  },
  {
    files: 'delivery/webPush.ts',
    may: ['.', 'contract/**', 'domain/**', 'outgoing/post.ts', 'crypto/vapidKeys.ts'],
    packages: ['@block65/webcrypto-web-push'],
  },
  {
    files: 'delivery/**',
    may: ['.', 'contract/**', 'domain/**', 'outgoing/guard.ts', 'outgoing/connector.ts'],
    packages: ['typebox', 'node:crypto', 'node:timers'],
  },
  { files: 'outgoing/keySets.ts', may: ['.', 'domain/**'], packages: [] },
  {
    files: 'outgoing/**',
    may: ['.', 'domain/values/network.ts', 'domain/tracing/tracing.ts'],
    packages: ['ipaddr.js', 'node:dns', 'node:http', 'node:https', 'node:net', 'node:stream'],
  },
  {
    files: 'hooks/**',
    may: ['.', 'contract/**', 'domain/**', 'delivery/delivery.ts', 'delivery/render.ts', 'outgoing/**'],
    packages: ['node:crypto', 'node:http'],
  },
  {
    files: 'remotes/webauthn/**',
    may: ['.', 'contract/**', 'domain/**'],
    packages: ['@simplewebauthn/server', 'node:crypto', 'typebox'],
  },
  { files: 'remotes/jose/**', may: ['.', 'contract/**', 'domain/**'], packages: ['jose', 'node:crypto'] },
  { files: 'remotes/openid/**', may: ['.', 'contract/**', 'domain/**'], packages: ['jose', 'openid-client'] },
  { files: 'remotes/duo/**', may: ['.', 'domain/**'], packages: ['jose', 'node:crypto', 'node:timers/promises'] },
  { files: 'remotes/radius/**', may: ['.', 'domain/**'], packages: ['node:{crypto,dgram,net,timers,tls}'] },
  { files: 'remotes/vip/**', may: ['.', 'domain/**'], packages: ['@xmldom/xmldom', 'node:crypto'] },
  { files: 'remotes/**', may: ['.', 'contract/**', 'domain/**'], packages: ['typebox'] },
  {
    files: 'store/engines/**',
    may: ['.', 'contract/**', 'domain/**'],
    packages: [
      ...['kysely', 'pg', 'node:crypto', 'node:fs', 'node:path', 'node:sqlite', 'node:timers'],
      'node:worker_threads',
    ],
  },
  { files: 'store/open.ts', may: ['.'], packages: ['node:fs', 'node:path'] },
  {
    files: 'store/**',
    may: ['.', 'contract/**', 'domain/**', 'crypto/vault.ts', 'crypto/vapidKeys.ts'],
    packages: ['kysely', 'node:crypto', 'node:timers'],
  },
  // What brings them together: operations know interfaces, http knows operations.
  {
    files: 'operations/**',
    may: [
      ...['.', 'contract/**', 'domain/**', 'factors/index.ts', 'delivery/delivery.ts', 'hooks/{hook,eventHook}.ts'],
      ...['delivery/prompts.ts', 'delivery/provider.ts', 'delivery/roster.ts', 'delivery/within.ts'],
      ...['store/{store,change,searches,eventHookReads}.ts', 'store/shared/keyHold.ts'],
    ],
    packages: ['typebox', 'node:timers'],
  },
  { files: 'tracing/**', may: ['.', 'domain/**'], packages: ['@opentelemetry/*', 'node:async_hooks', 'node:timers'] },
  { files: 'metrics/**', may: ['.', 'domain/**'], packages: ['prom-client', 'node:{events,http,net,timers}'] },
  { files: 'http/auth/statements.ts', may: ['contract/**', 'domain/**'], packages: ['jose', 'typebox'] },
  { files: 'http/qr/qrImage.ts', may: [], packages: ['lean-qr'] },
  { files: 'http/contentType.ts', may: ['domain/**'], packages: ['node:util'] },
  { files: 'http/connections.ts', may: ['domain/**'], packages: ['node:net'] },
  {
    files: 'http/sockets.ts',
    may: ['http/connections.ts'],
    packages: ['node:http', 'node:https', 'node:net', 'node:timers'],
  },
  // Where there is no request, there is nothing but a socket.
  { files: 'http/unreadableRequests.ts', may: ['.', 'domain/**'], packages: ['node:crypto', 'node:http', 'node:net'] },
  {
    files: 'http/viewer/**',
    may: ['.', 'contract/**'],
    packages: ['fastify', 'node:crypto', 'node:fs', 'node:module', 'node:path'],
  },
  { files: 'http/home/**', may: ['.'], packages: ['fastify', 'node:crypto', 'node:fs'] },
  {
    files: 'http/{apps/**,authenticator/**,console/{setUpPage,signInPage,appRoutes,appSource}.ts}',
    may: ['.', 'domain/values/fault.ts'],
    packages: ['fastify', 'node:crypto', 'node:fs', 'node:path'],
  },
  {
    files: 'http/**',
    may: [
      '.',
      'contract/**',
      'domain/**',
      'operations/**',
      'store/store.ts',
      'store/shared/keyHold.ts',
      'store/shared/databaseUnavailable.ts',
      'crypto/tokens.ts',
    ],
    packages: ['fastify', 'typebox', 'node:crypto', 'node:timers'],
  },
  {
    files: 'dev/certificates.ts',
    may: ['.'],
    packages: ['@peculiar/x509', 'reflect-metadata', 'node:crypto', 'node:net'],
  },
  {
    files: 'dev/nameConstraints.ts',
    may: ['.'],
    packages: ['@peculiar/*', 'reflect-metadata', 'ipaddr.js', 'node:net'],
  },
  // Simulated devices are made of standards and not of our own code: what they prove would be worth nothing otherwise.
  {
    files: 'dev/devices/virtual/{virtualKey,virtualU2f,virtualYubikey,keyPair,keyRequests,attestation}.ts',
    may: ['dev/devices/virtual/*'],
    packages: ['@levischuck/tiny-cbor', '@peculiar/x509', 'reflect-metadata', 'node:crypto', 'typebox'],
  },
  {
    files: 'dev/**',
    may: [
      ...['.', 'contract/**', 'domain/**', 'delivery/**', 'http/**', 'operations/shared/links.ts'],
      ...['store/store.ts', 'store/searches.ts'],
    ],
    packages: ['fastify', 'jose', 'node:fs', 'node:http', 'node:timers', 'typebox'],
  },
  {
    files: 'config.ts',
    may: ['contract/**', 'domain/**', 'store/open.ts'],
    packages: ['typebox', 'node:crypto', 'node:fs', 'node:path'],
  },
  { files: 'masterKeys/awsKms.ts', may: ['.', 'config.ts'], packages: ['@aws-sdk/client-kms'] },
  { files: 'masterKeys/**', may: ['.', 'config.ts'], packages: ['node:crypto', 'node:module'] },
  // The only ones that know everything.
  { files: '{deliveryParts,duoService,outsideServices,service,tokenServer,vip}.ts', may: ['**'], packages: ['**'] },
  { files: 'cli/**', may: ['**'], packages: ['**'] },
  { files: 'testing/**', may: ['**'], packages: ['**'] },
  { files: 'main.ts', may: ['**'], packages: ['**'] },
];

function ruleFor({ path }: Source): Rule | undefined {
  return rules.find(({ files }) => matchesGlob(path, files));
}

function trespasses(rule: Rule, { path, imports }: Source): readonly string[] {
  const mayImport = (specifier: string): boolean => {
    if (!specifier.startsWith('.')) {
      return rule.packages.some((name) => matchesGlob(specifier, name) || specifier.startsWith(`${name}/`));
    }
    const target = join(dirname(path), specifier);
    return rule.may.some((files) => (files === '.' ? areaOf(target) === areaOf(path) : matchesGlob(target, files)));
  };
  return imports.filter((specifier) => !mayImport(specifier)).map((specifier) => `src/${path} imports ${specifier}`);
}

function areaOf(path: string): string {
  return /^factors\/[^/]+\/|^[^/]+\//.exec(path)?.[0] ?? path;
}

for (const rule of rules) {
  test(`src/${rule.files} imports nothing but what it may`, () => {
    const governed = sources.filter((source) => ruleFor(source) === rule);
    assertNone(governed.flatMap((source) => trespasses(rule, source)));
  });
}

test('every source file has a rule', () => {
  assertNone(sources.filter((source) => ruleFor(source) === undefined).map(({ path }) => `src/${path}`));
});

test('the authenticator knows nothing of the service but how it writes secrets: it speaks the Device API, as any app may', () => {
  const shared = ['../src/domain/hardwareTokens/base32.ts', '../src/http/home/common.css'];
  const outside = appSources.flatMap(({ path, imports }) =>
    imports
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => join('src', dirname(path), specifier).replaceAll('\\', '/'))
      .filter((target) => target.startsWith('..') && !shared.includes(target))
      .map((target) => `authenticator/src/${path} imports ${target}`),
  );
  assertNone(outside);
});

test('virtual devices are of development mode and of tests: nothing that serves for real knows them', () => {
  const insiders = ['dev/**', 'testing/**', 'cli/commands/dev.ts'];
  const outside = sources.filter(({ path }) => !insiders.some((files) => matchesGlob(path, files)));
  const knowing = outside.filter(({ imports }) => imports.some((specifier) => /\bdev\/devices\//.test(specifier)));
  assertNone(knowing.map(({ path }) => `src/${path}`));
});

test('no folder needs, by whatever detour, itself', () => {
  const needs = new Map<string, Set<string>>();
  for (const { path, imports } of sources) {
    const targets = imports
      .filter((specifier) => specifier.startsWith('.'))
      .map((to) => folderOf(join(dirname(path), to)));
    const others = new Set(targets.filter((target) => target !== folderOf(path)));
    needs.set(folderOf(path), others.union(needs.get(folderOf(path)) ?? new Set()));
  }
  const walk = (folder: string, trail: readonly string[]): void => {
    assert.ok(!trail.includes(folder), [...trail, folder].join(' needs '));
    for (const next of needs.get(folder) ?? []) walk(next, [...trail, folder]);
  };
  for (const folder of needs.keys()) walk(folder, []);
});

function folderOf(path: string): string {
  // The wire half of a kind lies beside its rules but belongs to the contract.
  return matchesGlob(path, 'factors/*/contract.ts') ? 'contract' : (path.split('/')[0] ?? path);
}
