import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { addFiles, pageHeaders } from '../home/staticFiles.ts';

const file = (name: string): URL => new URL(`./${name}`, import.meta.url);

/**
 * `GET /admin/setup`: the page to which the links of `cofactor admin` lead. The link's token stands behind #, which browsers
 * send nowhere, and the page is the same for everybody.
 */
export function addSetUpPage(app: FastifyInstance): void {
  const page = readFileSync(file('setup.html'), 'utf8');
  app.get('/admin/setup', async (_request, reply) => {
    reply.headers({ ...pageHeaders, 'cache-control': 'no-store' });
    return reply.send(page);
  });
  addFiles(app, [
    { path: '/admin/setup.js', from: file('setup.js'), type: 'text/javascript' },
    { path: '/admin/page.js', from: file('page.js'), type: 'text/javascript' },
  ]);
}
