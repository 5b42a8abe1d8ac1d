import { MAX_ORIGINS, type TrustedOrigin } from '../../domain/access/trustedOrigin.ts';
import { trustedOriginFields } from '../../domain/access/trustedOriginFields.ts';
import { fault, orThrow } from '../../domain/values/fault.ts';
import type { Handler } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';
import { authorOf, changeOrigin, describeOrigin, findOrigin, originLog, originTaken } from './trustedOriginChanges.ts';

/** All of them, oldest first, or those whose name or origin begins with `q`, in whatever case. */
export const listTrustedOrigins: Handler<'listTrustedOrigins'> = async ({ store, links }, { query }) => {
  if (query.filter !== undefined) {
    throw fault('invalidSearch').because('filter is not supported here; leave it out, or use q.');
  }
  const begins = (text: string) => text.toLowerCase().startsWith((query.q ?? '').toLowerCase());
  const found = (await store.trustedOrigins.list()).filter(({ name, origin }) => begins(name) || begins(origin));
  return found.map((origin) => describeOrigin(links, origin));
};

/** A new one is active at once. */
export const createTrustedOrigin: Handler<'createTrustedOrigin'> = async (services, { body, caller }) => {
  const { store, links } = services;
  const fields = orThrow(trustedOriginFields(body));
  if ((await store.trustedOrigins.list()).length >= MAX_ORIGINS) {
    throw fault('validation', { subject: 'trustedOrigin' }).because(
      `There are ${MAX_ORIGINS} trusted origins already; DELETE one first.`,
    );
  }
  const now = services.now();
  const author = authorOf(caller);
  const origin: TrustedOrigin = {
    id: services.newId('tos'),
    ...fields,
    status: 'ACTIVE',
    created: now,
    createdBy: author,
    lastUpdated: now,
    lastUpdatedBy: author,
    version: 1,
  };
  const entry = originLog('security.trusted_origin.create', origin, caller, now);
  if ((await store.apply([{ do: 'insertTrustedOrigin', origin }, entry])) === 'taken') throw originTaken();
  return describeOrigin(links, origin);
};

export const getTrustedOrigin: Handler<'getTrustedOrigin'> = async (services, { params }) =>
  describeOrigin(services.links, await findOrigin(services, params.trustedOriginId));

export const replaceTrustedOrigin: Handler<'replaceTrustedOrigin'> = (services, { params, body, caller }) =>
  changeOrigin(services, params.trustedOriginId, caller, 'security.trusted_origin.update', (origin) => ({
    ...origin,
    ...orThrow(trustedOriginFields(body)),
  }));

export const activateTrustedOrigin: Handler<'activateTrustedOrigin'> = (services, { params, caller }) =>
  changeOrigin(services, params.trustedOriginId, caller, 'security.trusted_origin.activate', (origin) => ({
    ...origin,
    status: 'ACTIVE',
  }));

export const deactivateTrustedOrigin: Handler<'deactivateTrustedOrigin'> = (services, { params, caller }) =>
  changeOrigin(services, params.trustedOriginId, caller, 'security.trusted_origin.deactivate', (origin) => ({
    ...origin,
    status: 'INACTIVE',
  }));

export const deleteTrustedOrigin: Handler<'deleteTrustedOrigin'> = (services, { params, caller }) =>
  untilWritten('trusted origin', async () => {
    const origin = await findOrigin(services, params.trustedOriginId);
    const entry = originLog('security.trusted_origin.delete', origin, caller, services.now());
    const applied = await services.store.apply([{ do: 'removeTrustedOrigin', origin }, entry]);
    return applied === 'done' ? {} : undefined;
  });
