import { type Client, createClient } from '@cofactor/client';

/** The address of the service: the folder above the one of the console. */
const serviceUrl = (): string => new URL('..', document.baseURI).href;

/** A client with an API token: that of development mode. */
export const clientWithToken = (token: string): Client => createClient({ url: serviceUrl(), token });

/** A client with the session in the browser's cookie, which counts only for requests without `Authorization`. */
export function clientWithSession(): Client {
  return createClient({
    url: serviceUrl(),
    token: 'session',
    fetch: (url, init) => {
      const headers = new Headers(init?.headers);
      headers.delete('authorization');
      return fetch(url, { ...init, headers });
    },
  });
}
