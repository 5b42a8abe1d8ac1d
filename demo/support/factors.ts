import assert from 'node:assert/strict';
import okta, { type UserFactor } from '@okta/okta-sdk-nodejs';
import { expectId, expectSame, expectTimestamp } from './checks.ts';
import type { Demo } from './demo.ts';

export const PENDING = 'PENDING_ACTIVATION';

interface Expected {
  readonly userId: string;
  readonly phoneNumber: string;
  readonly status: 'ACTIVE' | typeof PENDING;
}

/** An SMS factor as it comes over the wire, member for member; gives its id. */
// biome-ignore lint/suspicious/noExplicitAny: what came over the wire is looked into
export function expectSmsFactor(body: any, { userId, phoneNumber, status }: Expected): string {
  const { id, created, lastUpdated, _links } = body;
  expectId(id, status === 'ACTIVE' ? 'sms' : 'mbl');
  expectTimestamp(created);
  expectTimestamp(lastUpdated);
  assert.ok(lastUpdated >= created);
  const [base] = String(_links?.user?.href).split('/api/v1/');
  const user = `${base}/api/v1/users/${userId}`;
  const self = `${user}/factors/${id}`;
  const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });
  expectSame(body, {
    id,
    factorType: 'sms',
    provider: 'OKTA',
    vendorName: 'OKTA',
    status,
    created,
    lastUpdated,
    profile: { phoneNumber },
    _links:
      status === 'ACTIVE'
        ? { self: link(self, 'GET', 'DELETE'), verify: link(`${self}/verify`, 'POST'), user: link(user, 'GET') }
        : {
            resend: [{ name: 'sms', ...link(`${self}/resend`, 'POST') }],
            activate: link(`${self}/lifecycle/activate`, 'POST'),
            self: link(self, 'GET'),
            user: link(user, 'GET'),
          },
  });
  return id;
}

interface Typed {
  /** The name of the SDK's class. */
  readonly type: keyof typeof okta & `UserFactor${string}`;
  readonly prefix: string;
  readonly status: 'ACTIVE' | typeof PENDING;
  readonly provider?: string;
  readonly profile?: Readonly<Record<string, unknown>>;
  /** False for e-mail, which has no times. */
  readonly timed?: boolean;
}

/** A factor as the SDK hands it out: of the right class, its times being dates; gives its id. */
export function expectTyped(
  given: object,
  { type, prefix, status, provider = 'OKTA', profile, timed = true }: Typed,
): string {
  assert.ok(given instanceof (okta[type] as new () => object), `of class ${type}, not ${given.constructor.name}`);
  const factor = given as UserFactor & { readonly provider: string; readonly profile?: object };
  expectId(factor.id, prefix);
  assert.equal(factor.status, status);
  assert.equal(factor.provider, provider);
  for (const time of [factor.created, factor.lastUpdated]) {
    if (timed) assert.ok(time instanceof Date && !Number.isNaN(time.getTime()), `a date: ${time}`);
    else assert.equal(time, undefined);
  }
  assert.match(String(factor._links?.self?.href), new RegExp(`/factors/${factor.id}$`));
  if (profile) {
    const set = Object.entries(factor.profile ?? {}).filter(([, value]) => value !== undefined);
    assert.deepEqual(Object.fromEntries(set), profile);
  }
  return factor.id;
}

/** All factors of a user, by the SDK's collection. */
export async function listFactors({ client }: Demo, userId: string): Promise<UserFactor[]> {
  const factors: UserFactor[] = [];
  await (await client.userFactorApi.listFactors({ userId })).each((factor) => factors.push(factor));
  return factors;
}
