import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const operating = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');

/** A proxy as docs/operating.md sets it up, and the flags of `serve` that the page gives for it. */
export interface DocumentedProxy {
  readonly name: string;
  /** Undefined where it is not installed. */
  readonly binary: string | undefined;
  readonly flags: readonly string[];
  /** Starts it on a free port in front of a service; gives its address. It ends with the test. */
  start(t: TestContext, service: string): Promise<string>;
}

/** The nth block of the page in a language. */
function block(language: string, n = 0): string {
  const found = [...operating.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)\n\`\`\`$`, 'gm'))][n]?.[1];
  if (found === undefined) throw new Error(`docs/operating.md has no block ${n} of ${language}`);
  return found;
}

/** Puts the ports of a test in place of those of the page; a text that is not there is a mistake. */
function replaced(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((so, [from, to]) => {
    if (!so.includes(from)) throw new Error(`docs/operating.md does not say ${from}`);
    return so.replaceAll(from, to);
  }, text);
}

const installed = (...paths: readonly string[]): string | undefined => paths.find(existsSync);
const upstream = (service: string): string => new URL(service).host;

const plain = (text: string): string => text.replace(/^ *ssl_.*\n/gm, '');

const nginxMain = (folder: string, server: string): string =>
  [
    'daemon off; worker_processes 1; error_log stderr;',
    `pid ${folder}/pid; events {}`,
    `http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;`,
    `fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;`,
    `${server} }`,
  ].join('\n');

const nginx = installed('/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx');
const runNginx = (file: string): readonly string[] => ['-c', file, '-e', 'stderr'];

/** All proxies of the page, in its order. */
export const documentedProxies: readonly DocumentedProxy[] = [
  proxy('nginx', nginx, ['--trusted-proxies', '1'], runNginx, (port, service, folder) =>
    nginxMain(
      folder,
      replaced(plain(block('nginx', 0)), { '443 ssl': `127.0.0.1:${port}`, '127.0.0.1:8080': upstream(service) }),
    ),
  ),
  proxy(
    'HAProxy',
    installed('/usr/sbin/haproxy', '/usr/bin/haproxy', '/usr/local/sbin/haproxy'),
    ['--trusted-proxies', '1'],
    (file) => ['-db', '-f', file],
    (port, service) =>
      `${replaced(block('haproxy'), {
        ':443 ssl crt /etc/ssl/mfa.pem': `127.0.0.1:${port}`,
        '127.0.0.1:8080': upstream(service),
      })}\n`,
  ),
  proxy(
    'Caddy',
    installed('/usr/bin/caddy', '/usr/local/bin/caddy'),
    ['--trusted-proxies', '1', '--end-user-header', 'X-Original-Forwarded-For'],
    (file) => ['run', '--adapter', 'caddyfile', '--config', file],
    (port, service) =>
      `{\n  admin off\n}\n${replaced(block('caddyfile'), {
        'mfa.example.com': `http://127.0.0.1:${port}`,
        '127.0.0.1:8080': upstream(service),
      })}\n`,
  ),
  proxy(
    'ingress-nginx',
    nginx,
    ['--trusted-proxies', '1', '--end-user-header', 'X-Original-Forwarded-For'],
    runNginx,
    (port, service, folder) => {
      const location = replaced(block('nginx', 1), { '127.0.0.1:8080': upstream(service) });
      return nginxMain(folder, `server { listen 127.0.0.1:${port}; ${location} }`);
    },
  ),
];

function proxy(
  name: string,
  binary: string | undefined,
  flags: readonly string[],
  args: (file: string) => readonly string[],
  config: (port: number, service: string, folder: string) => string,
): DocumentedProxy {
  return {
    name,
    binary,
    flags,
    async start(t, service) {
      const port = await freePort();
      const folder = mkdtempSync(join(tmpdir(), 'cofactor-proxy-'));
      const file = join(folder, 'config');
      writeFileSync(file, config(port, service, folder));
      const child = spawn(binary ?? name, args(file), { stdio: ['ignore', 'ignore', 'pipe'], env: { HOME: folder } });
      let said = '';
      child.stderr.on('data', (text) => {
        said += text;
      });
      t.after(async () => {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
        rmSync(folder, { recursive: true, force: true });
      });
      await listening(port, () => said);
      return `http://127.0.0.1:${port}`;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function listening(port: number, said: () => string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the proxy does not listen: ${said()}`);
}
