import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { kindContracts } from '../../src/contract/factors/factors.ts';
import { EXTENSION_PROVIDER } from '../../src/contract/shared/primitives.ts';
import { type Running, start } from '../support/command.ts';
import { languages, snippetsOf, tracks } from '../support/docs/page.ts';
import { type PageServers, startPageServers } from '../support/docs/pageServers.ts';
import { runTrack } from '../support/docs/runPage.ts';
import { ENGINES, freshPostgresUrl } from '../support/engines.ts';

const docs = join(import.meta.dirname, '../../docs');
/** What the snippets of the pages about factors start from. */
const setup = snippetsOf(join(docs, 'factors/README.md'));
const pages = [
  ...globSync('factors/*.md', { cwd: docs }),
  'authenticator.md',
  'moving-from-okta.md',
  'oauth.md',
  'testing.md',
  'operating.md',
  'device-api.md',
];

const missing = ['bash', 'curl', 'jq', 'oathtool'].filter((tool) => spawnSync(tool, ['--version']).error);
const skip = missing.length > 0 && `the snippets need ${missing.join(', ')}`;
if (skip) console.error(`!!! snippets of the documentation are SKIPPED: ${skip}`);
if (skip && process.env.CI) throw new Error('CI is set, hence this counts as a failure.');

/** Every snippet of the documentation runs, and prints what its page says. */
describe('documentation', { skip }, () => {
  let service: Running;
  let servers: PageServers;
  before(async () => {
    servers = await startPageServers();
    service = await start(['dev', '--database', 'sqlite::memory:']);
  });
  after(() => {
    servers.close();
    return service.stop();
  });

  for (const page of pages.sort()) {
    const own = snippetsOf(join(docs, page));
    const before = page.startsWith('factors/') && basename(page) !== 'README.md' ? setup : [];
    for (const track of tracks.filter((one) => own.some((snippet) => snippet.track === one))) {
      const skip = track === 'sh postgres' && !ENGINES.includes('postgres');
      test(`docs/${page}: ${track}`, { skip }, async () => {
        await service.call('POST', '/dev/reset');
        const snippets = [...before, ...own].filter((snippet) => snippet.track === track);
        await runTrack(track, snippets, {
          url: service.url,
          ports: [await freePort(), await freePort()],
          servers,
          ...(track === 'sh postgres' && { postgresUrl: await freshPostgresUrl() }),
        });
      });
    }
  }

  for (const section of ['A first enrollment', 'Push without a phone']) {
    test(`README.md: ${section}`, async () => {
      await service.call('POST', '/dev/reset');
      const snippets = snippetsOf(join(docs, '../README.md'), section).filter(({ track }) => track === 'sh');
      assert.equal(snippets.length, 1);
      await runTrack('sh', snippets, { url: service.url, ports: [0, 0] });
    });
  }
});

test('every kind of factor has its page, with snippets for curl, for the client, in each language and, where Okta has it, for Node.js', () => {
  for (const { factorType, provider } of kindContracts) {
    const page = pages.find((path) => {
      const title = readFileSync(join(docs, path), 'utf8').split('\n', 1)[0] ?? '';
      return title.includes(`\`${factorType}\``) && title.includes(`\`${provider}\``);
    });
    assert.ok(page, `no page has ${factorType} and ${provider} in its title`);
    const found = new Set(snippetsOf(join(docs, page)).map(({ track }) => track));
    const wanted = ['sh', 'js client', ...languages, ...(provider === EXTENSION_PROVIDER ? [] : ['js okta'])];
    assert.deepEqual([...found].sort(), wanted.sort(), page);
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
