import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Running } from '../../command.ts';

/** The script that docs/factors/webauthn.md has for pages: readers copy the one that is tested. */
function pageScript(): string {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/factors/webauthn.md'), 'utf8');
  const [, script] = /^```js page\n([\s\S]*?)\n```$/m.exec(text) ?? [];
  if (script === undefined) throw new Error('docs/factors/webauthn.md has no script for pages');
  return script;
}

/** The page's own functions around that script; the server below is its back-end. */
const ACTIONS = `
const post = async (path, body = {}) => {
  const reply = await fetch(path, { method: 'POST', body: JSON.stringify(body) });
  return reply.json();
};
async function enroll(change = {}) {
  const pending = await post('/factors', { factorType: 'webauthn', provider: 'FIDO' });
  const answer = await register({ ...pending._embedded.activation, ...change });
  return { pending, answer, active: await post('/factors/' + pending.id + '/lifecycle/activate', answer) };
}
async function verify(id) {
  const challenge = await post('/factors/' + id + '/verify');
  const answer = await sign(challenge);
  return { challenge, answer, verified: await post('/factors/' + id + '/verify', answer) };
}`;

/** An application: a page with the documented script, and a back-end that has the API token and knows who is there. */
export interface KeySite {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves it on a port of its own. */
export async function startKeySite(service: Running, userId: string): Promise<KeySite> {
  const html = `<!doctype html><title>Keys</title><script>${pageScript()}\n${ACTIONS}</script>`;
  const server = createServer(async (request, reply) => {
    if (request.method === 'GET') return void reply.setHeader('content-type', 'text/html').end(html);
    let text = '';
    for await (const chunk of request) text += chunk;
    const { status, body } = await service.call('POST', `/api/v1/users/${userId}${request.url}`, JSON.parse(text));
    reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
