import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { sessionSecretOf } from '../auth/sessionCookie.ts';
import { addFiles, pageHeaders } from '../home/staticFiles.ts';

const file = (name: string): URL => new URL(`./${name}`, import.meta.url);

/**
 * `GET /admin/signin`: the page on which administrators sign in and out. Its script sends what the forms hold; the policy
 * lets no form go anywhere, so that no password gets into an address. The page says whether a cookie came, not whose.
 * `provider` is the name of the OpenID provider, where there is one.
 */
export function addSignInPage(app: FastifyInstance, provider: string | undefined): void {
  const html = readFileSync(file('signin.html'), 'utf8');
  const page =
    provider === undefined ? html : html.replace('<body>', () => `<body data-provider="${escaped(provider)}">`);
  const withCookie = page.replace('<body', '<body data-session');
  app.get('/admin/signin', async (request, reply) => {
    reply.headers({ ...pageHeaders, 'cache-control': 'no-store' });
    return reply.send(sessionSecretOf(request) === undefined ? page : withCookie);
  });
  addFiles(app, [
    { path: '/admin/signin.css', from: file('signin.css'), type: 'text/css' },
    { path: '/admin/signin.js', from: file('signin.js'), type: 'text/javascript' },
  ]);
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
