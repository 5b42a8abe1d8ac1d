import { ConfigError } from '../../config.ts';
import { type Role, roleTypes } from '../../contract/access/roles.ts';
import { type Scope, scopeNames } from '../../contract/access/scopes.ts';
import { newId } from '../../crypto/ids.ts';
import { randomBytes } from '../../crypto/random.ts';
import { changedApp } from '../../domain/oauth/changedApp.ts';
import { readKeySet } from '../../domain/oauth/keySetFields.ts';
import { leastRole } from '../../domain/oauth/leastRole.ts';
import type { ClientKey, ServiceApp } from '../../domain/oauth/serviceApp.ts';
import { appLog } from '../../operations/oauth/changeApp.ts';
import { createGuard } from '../../outgoing/guard.ts';
import type { Store } from '../../store/store.ts';
import { type OutgoingFlags, outgoingPolicy } from '../flags/outgoingFlags.ts';
import { plain } from '../plain.ts';
import { textFile } from '../textFile.ts';
import { type Where, withStore } from '../withStore.ts';

interface KeyFlags extends OutgoingFlags {
  readonly jwks?: string;
  readonly jwksUri?: string;
}

interface CreateFlags extends Where, KeyFlags {
  readonly scopes: string;
  readonly role?: readonly string[];
  readonly bearer?: true;
}

const id = (prefix: string) => newId(prefix, randomBytes);

/** `cofactor client create NAME`: prints the client id; nothing that it prints is secret. */
export const createClient = (name: string, flags: CreateFlags): Promise<void> =>
  withStore(flags, async (store) => {
    const now = Temporal.Now.instant();
    const scopes = listOf(flags.scopes).map(scopeOf);
    if (scopes.length === 0) throw new ConfigError('--scopes: name at least one, such as okta.users.read');
    const roles = flags.role?.map(roleOf) ?? [leastRole(scopes)];
    const at = now.toString();
    const app: ServiceApp = {
      id: id('0oa'),
      label: name,
      status: 'ACTIVE',
      dpopBound: flags.bearer !== true,
      ...keysOf(flags, [], now),
      grants: [...new Set(scopes)].map((scope) => ({ id: id('oag'), scope, by: '', created: at })),
      roles: [...new Set(roles)].map((role) => ({ id: id('ra1'), role, created: at })),
      epoch: 1,
      shown: {},
      created: now,
      lastUpdated: now,
      version: 1,
    };
    await store.apply([{ do: 'insertServiceApp', app }, appLog('application.lifecycle.create', app, undefined, now)]);
    process.stdout.write(`${app.id}\n`);
    process.stderr.write(`client ${app.id} (${plain(name)}) created: ${inWords(app)}\n`);
  });

/** `cofactor client list`: id, created, state and name, and what it may do, a line each. */
export const listClients = (flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    for (const app of await store.serviceApps.list()) {
      const created = app.created.toString({ smallestUnit: 'second' });
      const state = app.status === 'ACTIVE' ? 'active  ' : 'inactive';
      process.stdout.write(`${app.id}  ${created}  ${state}  ${plain(app.label)}  (${inWords(app)})\n`);
    }
  });

/** `cofactor client rotate ID`: gives it other keys. With `--keep` those of before stay until they are deleted. */
export const rotateClient = (clientId: string, flags: Where & KeyFlags & { readonly keep?: true }): Promise<void> =>
  change(flags, clientId, 'application.lifecycle.update', (app, now) => {
    const { keys, jwksUri } = keysOf(flags, app.keys, now);
    if (flags.keep && (jwksUri !== undefined || app.jwksUri !== undefined)) {
      throw new ConfigError('--keep is for keys that are stored here');
    }
    const kept = flags.keep ? app.keys.filter(({ kid }) => !keys.some((key) => key.kid === kid)) : [];
    return { keys: [...kept, ...keys], jwksUri } as Partial<ServiceApp>;
  });

/** `cofactor client revoke ID`: a running service refuses it, and its tokens, within a second. */
export const revokeClient = (clientId: string, flags: Where): Promise<void> =>
  change(flags, clientId, 'application.lifecycle.deactivate', (app) => {
    if (app.status === 'INACTIVE') throw new ConfigError(`${clientId} is revoked already`);
    return { status: 'INACTIVE' };
  });

const change = (
  flags: Where,
  clientId: string,
  event: 'application.lifecycle.update' | 'application.lifecycle.deactivate',
  decide: (app: ServiceApp, now: Temporal.Instant) => Partial<ServiceApp>,
): Promise<void> =>
  withStore(flags, async (store) => {
    const now = Temporal.Now.instant();
    const app = changedApp(await known(store, clientId), decide(await known(store, clientId), now), now);
    const applied = await store.apply([{ do: 'saveServiceApp', app }, appLog(event, app, undefined, now)]);
    if (applied !== 'done') throw new ConfigError(`somebody else has just changed ${clientId}; try again`);
    process.stdout.write(`${event === 'application.lifecycle.update' ? 'rotated' : 'revoked'} ${clientId}\n`);
  });

async function known(store: Store, clientId: string): Promise<ServiceApp> {
  const app = await store.serviceApps.byId(clientId);
  if (app) return app;
  throw new ConfigError(`there is no client ${clientId}; list them with: cofactor client list`);
}

/** The keys that the flags name: a file with one, or with a set, or an address. */
function keysOf(
  { jwks, jwksUri, allowPrivate }: KeyFlags,
  before: readonly ClientKey[],
  now: Temporal.Instant,
): Pick<ServiceApp, 'keys' | 'jwksUri'> {
  if ((jwks === undefined) === (jwksUri === undefined)) throw new ConfigError('give either --jwks or --jwks-uri');
  if (jwksUri !== undefined) {
    const problem = createGuard(outgoingPolicy({ allowPrivate })).uriProblem(jwksUri);
    if (problem !== undefined) throw new ConfigError(`--jwks-uri: ${problem}`);
    return { keys: [], jwksUri };
  }
  const read = readKeySet(keysIn(jwks as string), before, { newId: id, now });
  if ('problems' in read) throw new ConfigError(`${jwks}: ${read.problems.join('; ')}`);
  if (read.keys.length === 0) throw new ConfigError(`${jwks}: there is no key in it`);
  return { keys: read.keys };
}

function keysIn(file: string): readonly unknown[] {
  const text = textFile(file);
  try {
    const value = JSON.parse(text) as { readonly keys?: unknown };
    return Array.isArray(value.keys) ? value.keys : [value];
  } catch {
    throw new ConfigError(`${file}: not JSON; write a key, or {"keys": […]}, as in RFC 7517`);
  }
}

const listOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter((one) => one !== '');

function scopeOf(name: string): Scope {
  const scope = scopeNames.find((one) => one === name);
  if (scope) return scope;
  throw new ConfigError(`there is no scope ${name}; there are ${scopeNames.join(', ')}`);
}

function roleOf(name: string): Role {
  const role = roleTypes.find((one) => one === name);
  if (role) return role;
  throw new ConfigError(`there is no role ${name}; there are ${roleTypes.join(', ')}`);
}

function inWords({ dpopBound, keys, jwksUri, grants, roles }: ServiceApp): string {
  const from = jwksUri === undefined ? `${keys.length} key${keys.length === 1 ? '' : 's'}` : `keys at ${jwksUri}`;
  const kind = dpopBound ? 'DPoP tokens' : 'Bearer tokens';
  return `${roles.map(({ role }) => role).join(', ')}; ${grants.map(({ scope }) => scope).join(', ')}; ${kind}; ${from}`;
}
