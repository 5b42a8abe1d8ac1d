import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { startBrowser, withoutBrowser } from '../support/browser.ts';
import { start } from '../support/command.ts';

test('in Chromium a page reads replies once its origin is trusted, never without, and never as null', {
  skip: withoutBrowser,
}, async (t) => {
  const service = await start(['dev', '--database', 'sqlite::memory:']);
  t.after(() => service.stop());
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Portal</title>');
  }).listen(0, '127.0.0.1');
  t.after(() => site.close());
  await once(site, 'listening');
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const browser = await startBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(origin);

  /** The error code that the page reads, or that the browser gives it nothing. */
  const asked = (path: string, authorization: string, credentials: 'omit' | 'include' = 'omit') =>
    page.evaluate(
      async ({ url, authorization, credentials }) => {
        try {
          const reply = await fetch(url, { headers: { authorization }, credentials });
          return String(((await reply.json()) as { errorCode?: string }).errorCode);
        } catch {
          return 'blocked';
        }
      },
      { url: `${service.url}${path}`, authorization, credentials },
    );
  const inSandbox = (path: string) =>
    page.evaluate(`new Promise((resolve) => {
      addEventListener('message', ({ data }) => resolve(data), { once: true });
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts');
      frame.srcdoc = '<script>fetch("${service.url}${path}", { headers: { authorization: "Bearer x" } })' +
        '.then(() => "read", () => "blocked").then((word) => parent.postMessage(word, "*"))</' + 'script>';
      document.body.append(frame);
    })`);

  assert.equal(await asked('/api/v1/users', 'Bearer x'), 'blocked');
  const made = await fetch(`${service.url}/api/v1/trustedOrigins`, {
    method: 'POST',
    headers: { authorization: 'SSWS dev-token', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Portal', origin, scopes: [{ type: 'CORS' }] }),
  });
  assert.equal(made.status, 200);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert.match(await asked('/api/v1/users', 'Bearer x'), /^E0/);
  assert.equal(await asked('/api/v1/users', 'SSWS dev-token'), 'E0000006');
  assert.equal(await asked('/api/v1/users', 'Bearer x', 'include'), 'blocked', 'with cookies');
  assert.equal(await asked('/api/v1/users/me/factors', 'Bearer x'), 'blocked', 'an operation that is not for pages');
  assert.equal(await inSandbox('/api/v1/users'), 'blocked', 'a page without an origin');
});
