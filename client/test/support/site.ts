import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { build } from 'esbuild';
import type { Cofactor } from '../../../src/testing/index.ts';

const programs = join(import.meta.dirname, '../../../scripts/runtimes');

/** A module for a browser, with what it imports from the programs of `npm run runtimes`, or the client by its name. */
export async function bundled(contents: string): Promise<string> {
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

/** The service has no CORS: a page gets to it as it would in production, through the server it came from. */
export async function siteInFrontOf(cofactor: Cofactor, files: Readonly<Record<string, string>>) {
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
