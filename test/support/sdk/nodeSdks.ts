import newest from '@okta/okta-sdk-nodejs';
import seventh from 'okta-sdk-7';

type Sdk = typeof newest;

/** The versions of Okta's SDK for Node.js that must be able to read us: the newest of each line in use. */
export const nodeSdks: Readonly<Record<string, Sdk>> = { '8.x': newest, '7.x': seventh as unknown as Sdk };

/** A client as an application makes it, and the body of the last reply as it came over the wire. */
export function nodeSdkClient(sdk: Sdk, orgUrl: string, token: string) {
  let body: unknown;
  let headers: Headers | undefined;
  class Listening extends sdk.DefaultRequestExecutor {
    override async fetch(request: Parameters<InstanceType<Sdk['DefaultRequestExecutor']>['fetch']>[0]) {
      const response = await super.fetch(request);
      const text: string = await response.clone().text();
      body = text === '' ? undefined : JSON.parse(text);
      headers = response.headers as unknown as Headers;
      return response;
    }
  }
  const client = new sdk.Client({
    orgUrl,
    token,
    cacheMiddleware: null,
    requestExecutor: new Listening({ maxRetries: 0, requestTimeout: 0 }),
    testing: { disableHttpsCheck: true },
  } as ConstructorParameters<Sdk['Client']>[0]);
  return { client, wire: () => body, headers: () => headers };
}

/** Shapes of Okta's own that its models have no place for: the SDKs drop them from Okta's replies just so. */
const unmodelled = [
  /(^|\.)_links\.resend\.0$/, // an array in every recording (fact 10)
  /(^|\.)_links\.questions$/, // facts 25 and 37
  /(^|\.)profile\.version$/, // of u2f (fact 28)
  /^_links\.\w+\.method$/, // of users (fact 150)
  /^\d+\.activated$/, // of YubiKeys (fact 216)
];

/** Members of a body that an SDK did not hand on, or not as they were, by their paths. */
export const lostMembers = (wire: unknown, read: unknown): readonly string[] =>
  differences(wire, read, '').filter((path) => !unmodelled.some((known) => known.test(path)));

function differences(wire: unknown, read: unknown, at: string): readonly string[] {
  if (typeof wire !== 'object' || wire === null) {
    const same = read instanceof Date ? read.getTime() === Date.parse(String(wire)) : read === wire;
    return same ? [] : [at];
  }
  if (typeof read !== 'object' || read === null) return [at];
  return Object.entries(wire).flatMap(([name, value]) =>
    differences(value, (read as Record<string, unknown>)[name], at === '' ? name : `${at}.${name}`),
  );
}
