import type { Operations } from '../../contract/index.ts';
import type { Caller, Reply } from '../../contract/shared/operation.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import type { LiveAuthenticator } from '../../domain/org/authenticators.ts';
import { currentKey } from '../../domain/org/authenticatorTable.ts';
import {
  type AuthenticatorSettings,
  type EnrollmentSettings,
  isComplete,
  type Switch,
} from '../../domain/org/enrollmentSettings.ts';
import { UNREADABLE } from '../../domain/org/policyEntries.ts';
import { edited, requiredButOff, switchAuthenticator } from '../../domain/org/switches.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { changed, shownProvider, shownSettings } from './authenticatorSettings.ts';
import {
  authenticators,
  changeEnrollment,
  type EnrollmentStep,
  readEnrollment,
  unusedAuthenticators,
} from './enrollmentSettings.ts';
import { secretWrites, withOutside } from './outsideSettings.ts';

type Resource = Reply<Operations['getAuthenticator']>;

/**
 * Every authenticator there is, on or off, by name (fact 246); ours that Okta does not have only for callers who ask for
 * extensions.
 */
export const listAuthenticators: Handler<'listAuthenticators'> = async (services, { query }) => {
  const settings = await readEnrollment(services);
  return [...authenticators, ...unusedAuthenticators]
    .filter(({ extension }) => !extension || query.extensions)
    .flatMap((one) =>
      settings.authenticators.filter(({ key }) => key === one.key).map((own) => found(settings, one, own)),
    )
    .map((each) => describe(services, each))
    .sort((a, b) => Number(a.name > b.name) - Number(a.name < b.name));
};

export const getAuthenticator: Handler<'getAuthenticator'> = async (services, { params }) =>
  describe(services, findAuthenticator(await readEnrollment(services), params.authenticatorId));

/** Another name, other settings; the rest may be sent but must be as it is. */
export const replaceAuthenticator: Handler<'replaceAuthenticator'> = async (services, { params, body, caller }) => {
  const id = params.authenticatorId;
  const settings = await changeEnrollment(services, caller, (before, at) => {
    const { one, own } = findAuthenticator(before, id);
    if (Object.keys(body).length === 0) {
      throw fault('validation', { subject: 'name' }).because(
        'name: The field cannot be left blank',
        `The body is empty; send what is to change of what GET /api/v1/authenticators/${id} shows.`,
      );
    }
    refuseOther(body, { key: one.key, type: one.type, status: own.status }, `/api/v1/authenticators/${id}`);
    const edit = (now: AuthenticatorSettings) =>
      withOutside(services, one, now, changed(one, now, body), body.provider, at);
    return {
      settings: edited(before, id, at, edit),
      event: 'security.authenticator.lifecycle.update',
      detail: { authenticator: one.key },
      also: secretWrites(own, body.provider),
    };
  });
  return describe(services, findAuthenticator(settings, id));
};

export const activateAuthenticator: Handler<'activateAuthenticator'> = (services, { params, caller }) =>
  lifecycle(services, caller, params.authenticatorId, 'ACTIVE');

export const deactivateAuthenticator: Handler<'deactivateAuthenticator'> = (services, { params, caller }) =>
  lifecycle(services, caller, params.authenticatorId, 'INACTIVE');

async function lifecycle(services: Services, caller: Caller, id: string, to: Switch): Promise<Resource> {
  const settings = await changeEnrollment(services, caller, (before, at) => {
    const { one } = findAuthenticator(before, id);
    if (one.always) {
      throw fault('validation', { subject: 'authenticator' }).because(
        `${one.name} is always active; leave it as it is.`,
      );
    }
    const after = switchAuthenticator(before, { authenticator: one, id }, to, at);
    return switched(before, after, to, { authenticator: one.key });
  });
  return describe(services, findAuthenticator(settings, id));
}

/** A step that switches something, unless the policy requires what would be gone (E0000148). */
export function switched(
  before: EnrollmentSettings,
  settings: EnrollmentSettings,
  to: Switch,
  detail: EnrollmentStep['detail'],
): EnrollmentStep {
  const already = requiredButOff(before, authenticators);
  const [gone] = requiredButOff(settings, authenticators).filter((one) => !already.includes(one));
  if (gone) {
    throw fault('authenticatorInUse').because(
      `The policy says REQUIRED for ${gone.key}; first make it OPTIONAL or NOT_ALLOWED with PUT /api/v1/policies/${before.policy.id}.`,
    );
  }
  const event = to === 'ACTIVE' ? 'system.mfa.factor.activate' : 'system.mfa.factor.deactivate';
  return { settings, event, detail };
}

/** An authenticator of the organization with its settings. */
export interface FoundAuthenticator {
  readonly one: LiveAuthenticator<AnyKind>;
  readonly own: AuthenticatorSettings;
  /** Whether factors of some kind are enrolled with it: of several of one key, those are the first one's. */
  readonly used: boolean;
}

const found = (settings: EnrollmentSettings, one: FoundAuthenticator['one'], own: AuthenticatorSettings) => ({
  one,
  own,
  used:
    authenticators.includes(one) &&
    settings.authenticators.find(({ key }) => key === one.key) === own &&
    (!one.outside || isComplete(own)),
});

export function findAuthenticator(settings: EnrollmentSettings, id: string): FoundAuthenticator {
  const own = settings.authenticators.find((each) => each.id === id);
  const one = [...authenticators, ...unusedAuthenticators].find(({ key }) => key === own?.key);
  if (own && one) return found(settings, one, own);
  throw fault('notFound', { id, type: 'Authenticator' }).because('GET /api/v1/authenticators lists those there are.');
}

export function describe({ links }: Services, { one, own, used }: FoundAuthenticator): Resource {
  const settings = shownSettings(one, own);
  return {
    type: one.type,
    id: own.id,
    key: one.key,
    status: own.status,
    name: own.name ?? one.name,
    ...(own.description !== undefined && { description: own.description }),
    created: timestamp(Temporal.Instant.from(own.created)),
    lastUpdated: timestamp(Temporal.Instant.from(own.lastUpdated)),
    ...(settings && { settings }),
    ...(own.provider && { provider: shownProvider(own.key, own.provider) }),
    ...(!used && { neverUsed: true as const }),
    _links: links.org.authenticator(
      own.id,
      one.always ? undefined : own.status === 'ACTIVE' ? 'deactivate' : 'activate',
    ),
  };
}

/** Refuses a change of members that are fixed; sent as they are, they are accepted. */
export function refuseOther(
  body: { readonly key?: string; readonly type?: string; readonly status?: Switch },
  is: Pick<Required<typeof body>, 'type' | 'status'> & { readonly key?: string },
  self: string,
): void {
  for (const name of ['key', 'type', 'status'] as const) {
    const sent = name === 'key' && body.key !== undefined ? currentKey(body.key) : body[name];
    // The path says which one it is, whatever a client could read of its key or type.
    if (sent === undefined || sent === is[name] || sent === UNREADABLE) continue;
    const how = name === 'status' ? `POST ${self}/lifecycle/… changes it` : 'it cannot be changed';
    throw fault('validation', { subject: name }).because(`${name}: It is ${is[name]}; ${how}.`);
  }
}
