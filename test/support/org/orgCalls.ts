import assert from 'node:assert/strict';
import type { Answer, World } from '../world.ts';

const AUTHENTICATORS = '/api/v1/authenticators';
const FACTORS = '/api/v1/org/factors';
const POLICIES = '/api/v1/policies';

export type Self = 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';

/** The administrator's calls that switch factors on and off, by key instead of by id. */
export function orgCalls(w: World) {
  const idOf = async (key: string): Promise<string> => {
    const { body } = await w.call('GET', `${AUTHENTICATORS}?extensions=true`);
    const found = body.find((one: { key: string }) => one.key === key);
    assert.ok(found, `there is no authenticator ${key}`);
    return found.id;
  };
  const policy = async () => (await w.call('GET', `${POLICIES}?type=MFA_ENROLL`)).body[0];
  return {
    idOf,
    policy,
    authenticators: () => w.call('GET', AUTHENTICATORS),
    authenticator: async (key: string) => w.call('GET', `${AUTHENTICATORS}/${await idOf(key)}`),
    switchAuthenticator: async (key: string, to: 'activate' | 'deactivate') =>
      w.call('POST', `${AUTHENTICATORS}/${await idOf(key)}/lifecycle/${to}`),
    methods: async (key: string) => w.call('GET', `${AUTHENTICATORS}/${await idOf(key)}/methods`),
    switchMethod: async (key: string, method: string, to: 'activate' | 'deactivate') =>
      w.call('POST', `${AUTHENTICATORS}/${await idOf(key)}/methods/${method}/lifecycle/${to}`),
    replaceMethod: async (key: string, method: string, body: object) =>
      w.call('PUT', `${AUTHENTICATORS}/${await idOf(key)}/methods/${method}`, body),
    replace: async (key: string, body: object) => w.call('PUT', `${AUTHENTICATORS}/${await idOf(key)}`, body),
    factors: () => w.call('GET', FACTORS),
    switchFactor: (id: string, to: 'activate' | 'deactivate') => w.call('POST', `${FACTORS}/${id}/lifecycle/${to}`),
    factorStatus: async (id: string): Promise<string> => (await w.call('GET', `${FACTORS}/${id}`)).body.status,
    replacePolicy: async (body: object) => w.call('PUT', `${POLICIES}/${(await policy()).id}`, body),
    /** Reads the policy, changes what is said of some authenticators, and writes it back, as a client would. */
    async allow(changes: Readonly<Record<string, Self>>): Promise<Answer> {
      const { id, settings } = await policy();
      const authenticators = settings.authenticators.map((entry: { key: string; enroll: object }) => ({
        ...entry,
        ...(changes[entry.key] && { enroll: { self: changes[entry.key] } }),
      }));
      return w.call('PUT', `${POLICIES}/${id}`, { settings: { ...settings, authenticators } });
    },
  };
}

/** Log entries about the organization: the event and its detail. */
export async function orgEvents(w: World): Promise<readonly (readonly [string, unknown])[]> {
  return (await w.store.log.ofUser('')).map(({ event, detail }) => [event, detail] as const);
}
