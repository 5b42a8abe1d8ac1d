import type { Caller } from '../../contract/shared/operation.ts';
import { readKeySet } from '../../domain/oauth/keySetFields.ts';
import { type ClientKey, MAX_KEYS, type ServiceApp } from '../../domain/oauth/serviceApp.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { changeApp, findApp } from './changeApp.ts';
import { describeKey } from './describeApp.ts';

export const listJwk: Handler<'listJwk'> = async (services, { params }) => {
  const app = await findApp(services, params.appId);
  return { jwks: { keys: app.keys.map((key) => shown(services, app, key)) } };
};

export const getJwk: Handler<'getJwk'> = async (services, { params }) => {
  const app = await findApp(services, params.appId);
  return shown(services, app, keyOf(app, params.keyId));
};

/** Adds a key beside those that are there, so that an app can change over without a pause. */
export const addJwk: Handler<'addJwk'> = async (services, { params, body, caller }) => {
  const { newId, now } = services;
  const { status, id: _id, created: _created, lastUpdated: _updated, _links, ...given } = body;
  const app = await changeApp(services, params.appId, caller, 'application.lifecycle.update', ({ keys, jwksUri }) => {
    if (jwksUri !== undefined) throw invalid('The app has a jwks_uri; replace it with jwks first');
    if (keys.length >= MAX_KEYS) throw invalid(`At most ${MAX_KEYS} keys; delete one first`);
    const read = readKeySet([given], [], { newId, now: now() });
    if ('problems' in read) throw invalid(...read.problems.map((text) => text.replace(/^jwks\.keys\[0\]: /, '')));
    const [key] = read.keys as [ClientKey];
    if (keys.some(({ kid }) => kid === key.kid)) throw invalid(`Another key has the kid ${key.kid}`);
    return { keys: [...keys, { ...key, status: status === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE' }] };
  });
  return shown(services, app, app.keys.at(-1) as ClientKey);
};

/** Only while it is inactive, as at Okta. */
export const deleteJwk: Handler<'deleteJwk'> = async (services, { params, caller }) => {
  await changeApp(services, params.appId, caller, 'application.lifecycle.update', (app) => {
    if (keyOf(app, params.keyId).status === 'ACTIVE') {
      throw invalid(
        `The key is ACTIVE; deactivate it first with POST /api/v1/apps/${app.id}/credentials/jwks/${params.keyId}/lifecycle/deactivate`,
      );
    }
    return { keys: app.keys.filter(({ id }) => id !== params.keyId) };
  });
  return {};
};

export const activateJwk: Handler<'activateJwk'> = (services, { params, caller }) =>
  setStatus(services, params, caller, 'ACTIVE');

/** The last active key stays: an app without one is deactivated instead. */
export const deactivateJwk: Handler<'deactivateJwk'> = (services, { params, caller }) =>
  setStatus(services, params, caller, 'INACTIVE');

async function setStatus(
  services: Services,
  { appId, keyId }: { readonly appId: string; readonly keyId: string },
  caller: Caller,
  status: ClientKey['status'],
) {
  const app = await changeApp(services, appId, caller, 'application.lifecycle.update', (before) => {
    const key = keyOf(before, keyId);
    if (key.status === status) return {};
    if (status === 'INACTIVE' && before.keys.every(({ id, status: other }) => id === keyId || other === 'INACTIVE')) {
      throw invalid('It is the last active key of the app; add another one first, or deactivate the app');
    }
    const changed = { ...key, status, lastUpdated: services.now().toString() };
    return { keys: before.keys.map((one) => (one === key ? changed : one)) };
  });
  return shown(services, app, keyOf(app, keyId));
}

function keyOf({ keys }: ServiceApp, keyId: string): ClientKey {
  const key = keys.find(({ id }) => id === keyId);
  if (!key) throw fault('notFound', { id: keyId, type: 'JsonWebKey' });
  return key;
}

const shown = ({ links }: Services, { id }: ServiceApp, key: ClientKey) => ({
  ...describeKey(key),
  _links: links.oauth.key(id, key.id, key.status === 'ACTIVE'),
});

const invalid = (...why: readonly string[]) => fault('validation', { subject: 'jwk' }).because(...why);
