import assert from 'node:assert/strict';
import { test } from 'node:test';
import { viewerFiles } from '../../src/http/viewer/assets.ts';
import { BASE, world } from '../support/world.ts';

test('the document is there for anybody, for a while without asking again, and names the public URL', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const { statusCode, headers, body } = await w.app.inject('/openapi.json');
  assert.equal(statusCode, 200);
  assert.match(String(headers['content-type']), /^application\/json/);
  assert.equal(headers['cache-control'], 'public, max-age=300');
  assert.deepEqual(JSON.parse(body).servers, [{ url: BASE }]);
  const again = await w.app.inject({ url: '/openapi.json', headers: { 'if-none-match': String(headers.etag) } });
  assert.deepEqual([again.statusCode, again.body], [304, '']);
});

test('the page may load nothing from elsewhere, and each of its files is there', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const { statusCode, headers, body } = await w.app.inject('/docs');
  assert.equal(statusCode, 200);
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'none'; script-src 'self';/);
  assert.doesNotMatch(policy, /https?:|\*|unsafe-eval/);
  const named = [...body.matchAll(/(?:src|href)="(?!data:)([^"]+)"/g)].map(([, path = '']) => path);
  assert.deepEqual(
    new Set(named),
    new Set(['openapi.json', ...Object.keys(viewerFiles).map((name) => `docs/${name}`)]),
  );
  for (const path of named) {
    const file = await w.app.inject(`/${path}`);
    assert.equal(file.statusCode, 200, path);
    assert.equal(file.headers['x-content-type-options'], 'nosniff');
    assert.ok(file.body.length > 20, path);
  }
  assert.equal((await w.app.inject('/docs/page.html')).statusCode, 404);
});

test('the page is at /docs: with a slash at the end its files would not be found', async (t) => {
  const w = await world();
  t.after(() => w.close());
  const { statusCode, headers } = await w.app.inject('/docs/');
  assert.deepEqual([statusCode, headers.location], [302, '../docs']);
});
