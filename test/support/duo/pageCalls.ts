import assert from 'node:assert/strict';
import type { World } from '../world.ts';

/** A reply of a page, as a browser has it. */
export interface PageReply {
  readonly status: number;
  readonly html: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The cookie it sets, name and value. */
  readonly cookie: string | undefined;
}

const pathOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, '');

/** A browser of somebody's that goes to the page before Duo's, to Duo, and back. It keeps what the page gave it. */
export function pageCalls(w: World) {
  let kept = '';
  async function ask(method: 'GET' | 'POST', url: string, headers: Readonly<Record<string, string>> = {}) {
    const reply = await w.app.inject({ method, url: pathOf(url), headers });
    const [cookie] = String(reply.headers['set-cookie'] ?? '').split(';');
    const found: PageReply = { status: reply.statusCode, html: reply.payload, headers: reply.headers, cookie };
    return found;
  }
  const own = { origin: 'https://cofactor.test', 'content-type': 'application/x-www-form-urlencoded' };
  async function open(url: string): Promise<PageReply> {
    const page = await ask('GET', url, { cookie: kept });
    if (page.status === 200) kept = page.cookie ?? '';
    return page;
  }
  const press = (url: string, headers: Readonly<Record<string, string>> = own) =>
    ask('POST', url, { cookie: kept, ...headers });
  return {
    open,
    press,
    back: (url: string, cookie = '') => ask('GET', url, { cookie }),
    /** Opens the page, presses the button and is sent to Duo: the cookie, and the address at which Duo sends the browser back. */
    async visit(url: string): Promise<{ readonly cookie: string; readonly returns: string }> {
      await open(url);
      const going = await press(url);
      const [, location = ''] = /content="0; url=([^"]+)"/.exec(going.html) ?? [];
      const at = location.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
      const sent = await fetch(at, { redirect: 'manual' });
      const returns = sent.headers.get('location') ?? '';
      assert.match(returns, /^https:\/\/cofactor\.test\/duo\/callback\?state=/, going.html);
      return { cookie: going.cookie ?? '', returns };
    },
  };
}
