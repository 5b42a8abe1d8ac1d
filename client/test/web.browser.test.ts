import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { EXPECTED } from '../../scripts/runtimes/expected.ts';
import { type Cofactor, startCofactor } from '../../src/testing/index.ts';
import { startBrowser, withoutBrowser } from '../../test/support/browser.ts';

const programs = join(import.meta.dirname, '../../scripts/runtimes');

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: programs, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@cofactor/source'],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** The service has no CORS: a page gets to it as it would in earnest, through the server it came from. */
async function siteInFrontOf(cofactor: Cofactor, files: Readonly<Record<string, string>>) {
  const site = createServer(async (request, response) => {
    const { url = '/', method = 'GET', headers } = request;
    const file = files[url];
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': url === '/' ? 'text/html' : 'text/javascript' }).end(file);
      return;
    }
    const { authorization = '', 'content-type': type = '', 'idempotency-key': key } = headers;
    const passed = {
      authorization,
      ...(type && { 'content-type': type }),
      ...(key && { 'idempotency-key': `${key}` }),
    };
    const body = await buffer(request);
    const reply = await cofactor.fetch(url, { method, headers: passed, ...(body.length > 0 && { body }) });
    response.writeHead(reply.status, [...reply.headers].flat()).end(Buffer.from(await reply.arrayBuffer()));
  });
  await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(site.address() as AddressInfo).port}`, close: () => site.close() };
}

describe('the client in a browser', { skip: withoutBrowser }, () => {
  let cofactor: Cofactor;
  let site: Awaited<ReturnType<typeof siteInFrontOf>>;
  let browser: Browser;
  before(async () => {
    cofactor = await startCofactor({ port: false });
    const run = `scenario(location.origin, ${JSON.stringify(cofactor.token)}).catch(String)`;
    site = await siteInFrontOf(cofactor, {
      '/': '<!doctype html><title>A page</title><link rel="icon" href="data:,">',
      '/page.js': await bundled(`import { scenario } from './scenario.ts'; export const said = ${run};`),
      '/worker.js': await bundled(
        `import { scenario } from './scenario.ts'; ${run}.then((said) => postMessage(said));`,
      ),
    });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    site?.close();
    await cofactor?.close();
  });

  const places = {
    page: "import('/page.js').then(({ said }) => said)",
    'module worker': `new Promise((resolve, reject) => {
      const worker = new Worker('/worker.js', { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    })`,
  };
  for (const [place, program] of Object.entries(places)) {
    test(`it does in a ${place} what it does elsewhere`, async () => {
      const page = await browser.newPage();
      await page.goto(site.url);
      assert.deepEqual(await page.evaluate(program), EXPECTED);
      await page.close();
    });
  }
});
