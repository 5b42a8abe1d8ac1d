import okta, { type Client } from '@okta/okta-sdk-nodejs';
import type { Transcript } from './transcript.ts';

/**
 * Okta's published client, as an application has it, pointed at another URL. What is set besides: plain http is let
 * pass, every call is made (nothing comes from the client's cache), and a 429 is looked at rather than waited for.
 */
export function oktaClient(orgUrl: string, token: string, say: Transcript): Client {
  return new okta.Client({
    orgUrl,
    token,
    cacheMiddleware: null,
    requestExecutor: new TellingExecutor(say),
    testing: { disableHttpsCheck: true },
  } as ConstructorParameters<typeof okta.Client>[0]);
}

type Fetch = InstanceType<typeof okta.DefaultRequestExecutor>['fetch'];

/** Okta's own way of sending a request; what came back is told before the caller has it. */
class TellingExecutor extends okta.DefaultRequestExecutor {
  readonly #say: Transcript;

  constructor(say: Transcript) {
    super({ maxRetries: 0, requestTimeout: 0 });
    this.#say = say;
  }

  override async fetch(request: Parameters<Fetch>[0] & { readonly method?: string }): ReturnType<Fetch> {
    const response = await super.fetch(request);
    const text: string = await response.clone().text();
    const { pathname, search } = new URL(request.url ?? '');
    this.#say.call({
      method: String(request.method).toUpperCase(),
      path: pathname + search,
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
    });
    return response;
  }
}
