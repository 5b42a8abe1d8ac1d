import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Place } from '../../http/home/routes.ts';
import { addFiles, pageHeaders } from '../../http/home/staticFiles.ts';

/** The page of development mode, for the first page of the service. */
export const inboxPlace: Place = {
  name: 'Inbox',
  path: 'dev',
  about: 'Messages as they come, users with their factors, simulated devices, the clock',
};

const scripts = ['main.js', 'messages.js', 'people.js', 'devices.js', 'elements.js'] as const;
const file = (name: string): URL => new URL(`./${name}`, import.meta.url);

/** `GET /dev`, and the files of that page. */
export function addPage(dev: FastifyInstance): void {
  const page = readFileSync(file('page.html'), 'utf8');
  dev.get('/dev', async (request, reply) => {
    // The page names its files relative to itself.
    if (request.url.split('?', 1)[0]?.endsWith('/')) return reply.redirect('../dev', 302);
    return reply.headers(pageHeaders).send(page);
  });
  addFiles(dev, [
    { path: '/dev/page/dev.css', from: file('dev.css'), type: 'text/css' },
    ...scripts.map((name) => ({ path: `/dev/page/${name}`, from: file(name), type: 'text/javascript' as const })),
  ]);
}
