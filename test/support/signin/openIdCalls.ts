import { BASE, type World } from '../world.ts';
import { providerBrowser } from './openIdProvider.ts';

/** The browser of an administrator, by the name it knows the service by: its cookies for that, and those it has at the provider. */
export function consoleBrowser(w: Pick<World, 'app'>, origin = BASE) {
  const jar = new Map<string, string>();
  const visit = providerBrowser();

  async function ask(method: 'GET' | 'POST', path: string, body?: object) {
    const reply = await w.app.inject({
      method,
      url: path,
      headers: {
        host: new URL(origin).host,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'POST' && { origin, 'content-type': 'application/json' }),
      },
      ...(body && { payload: JSON.stringify(body) }),
    });
    for (const one of [reply.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return reply;
  }
  const call = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const { statusCode: status, payload, headers } = await ask(method, path, body);
    return { status, headers, body: payload === '' ? undefined : JSON.parse(payload) };
  };

  return {
    jar,
    call,
    /** The address at the provider that the page goes to. */
    async begin(again = false): Promise<string> {
      const { status, body } = await call('POST', '/admin/signin/openid', { ...(again && { again }) });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body.location;
    },
    /** Signs in at the provider; gives the address that it sends the browser back to. */
    visit,
    /** Comes back from there; gives the word that the page is told. */
    async comeBack(callback: URL): Promise<string> {
      const { payload } = await ask('GET', callback.pathname + callback.search);
      return /url=\.\.\/\.\.\/signin#([a-z-]+)"/.exec(payload)?.[1] ?? payload;
    },
    async signIn(again = false): Promise<string> {
      return this.comeBack(await visit(await this.begin(again)));
    },
    me: () => call('GET', '/admin/session'),
  };
}

export type ConsoleBrowser = ReturnType<typeof consoleBrowser>;

/** The reasons and details of the sign-ins in the log, of a user or of nobody. */
export const signInsOf = async ({ store }: World, userId = '') =>
  (await store.log.ofUser(userId))
    .filter(({ event }) => event === 'user.session.start')
    .map(({ outcome, reason }) => (outcome === 'SUCCESS' ? outcome : reason));
