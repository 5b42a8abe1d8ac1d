/** Names of all files of the app but this worker's; put in when it is bundled. */
declare const SHELL: readonly string[];
declare const VERSION: string;

const PREFIX = `app ${new URL('.', location.href).pathname} `;
const CACHE = PREFIX + VERSION;
const PAGE = 'index.html';

/** Keeps all files of one version of the app, so that it starts and shows codes without a network. */
export const keepShell = {
  async install(): Promise<void> {
    const cache = await caches.open(CACHE);
    await cache.addAll(SHELL.map((name) => new Request(name, { cache: 'reload' })));
  },
  async activate(): Promise<void> {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
  },
} as const;

/** Answers for the app's own files; undefined leaves a request to the network. */
export function handleFetch(request: Request, scope: string): Promise<Response> | undefined {
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return undefined;
  const name = new URL(request.url).href.slice(scope.length).replace(/[?#].*$/s, '');
  if (request.mode === 'navigate') return name === '' || name === PAGE ? kept(PAGE, request) : undefined;
  return SHELL.includes(name) ? kept(name, request) : undefined;
}

async function kept(name: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(name)) ?? fetch(request);
}
