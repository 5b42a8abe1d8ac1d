import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { type World, world } from '../support/world.ts';

describe('GET /authenticator/', () => {
  let w: World;
  before(async () => {
    w = await world();
  });
  after(() => w.close());
  const get = (url: string, headers = {}) => w.app.inject({ url, headers });

  test('the app needs no token, and is where a folder is, so that it works behind any prefix', async () => {
    const page = await get('/authenticator/');
    assert.equal(page.statusCode, 200);
    assert.match(String(page.headers['content-type']), /^text\/html/);
    const named = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    assert.ok(named.length >= 5 && named.every((name) => !/^\/|:/.test(name)), String(named));
    for (const name of named) assert.equal((await get(`/authenticator/${name}`)).statusCode, 200, name);
    const bare = await get('/authenticator');
    assert.deepEqual([bare.statusCode, bare.headers.location], [302, 'authenticator/']);
  });

  test('a page of the app runs no code but its own, is in no frame, and tells nobody where it was', async () => {
    const { headers } = await get('/authenticator/');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /^default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:|data:/);
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['x-content-type-options'], 'nosniff');
  });

  test('it can be installed: the manifest names icons that are there, in the sizes it says', async () => {
    const manifest = (await get('/authenticator/manifest.webmanifest')).json();
    assert.deepEqual([manifest.start_url, manifest.scope, manifest.display], ['./', './', 'standalone']);
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await get(`/authenticator/${src}`);
      assert.equal(icon.headers['content-type'], type);
      const { width, height } = PNG.sync.read(icon.rawPayload);
      assert.equal(`${width}x${height}`, sizes);
    }
  });

  test('files are asked for again with what is known of them, and not sent twice', async () => {
    const { headers } = await get('/authenticator/app.js');
    assert.equal(headers['cache-control'], 'no-cache');
    const again = await get('/authenticator/app.js', { 'if-none-match': String(headers.etag) });
    assert.deepEqual([again.statusCode, again.body], [304, '']);
  });

  test('nothing but the files of the app is to be had by climbing out of its folder', async () => {
    for (const path of ['nothing.js', '../package.json', '%2e%2e/package.json', '..%2f..%2fpackage.json', 'a/b']) {
      const { statusCode, body } = await get(`/authenticator/${path}`);
      assert.equal(statusCode, 404, path);
      assert.equal(JSON.parse(body).errorCode, 'E0000008', path);
    }
  });
});
