import { consoleKinds } from '../../domain/signin/signInFactors.ts';
import type { RoleReads } from '../accessReads.ts';
import type { Engine } from '../engine.ts';
import { userRoles } from '../schema/access.ts';
import { instant, text } from '../shared/columns.ts';
import { allColumns, columns, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const ofUser = select(allColumns(userRoles), 'from user_roles where user_id = $1 order by created_at, id');

const holders = select(
  columns(userRoles, ['user_id']),
  'from user_roles where user_id > $1 group by user_id order by user_id limit $2',
);

/** Reads of administrators' roles. */
export function roleReads(engine: Engine): RoleReads {
  return {
    ofUser: async (userId) =>
      (await read(engine, ofUser, [userId])).map((row) => ({
        id: row.id,
        userId: row.user_id,
        role: row.role,
        created: instant(row.created_at),
      })),
    holders: async ({ after, limit }) => (await read(engine, holders, [after, limit])).map(({ user_id }) => user_id),
  };
}

const insertRoleText = `${insertText(userRoles)} on conflict (user_id, role) do nothing returning id`;
/** By a password and a factor that opens the administrators' pages. */
const maySignIn = `u.status = 'ACTIVE' and u.password_hash is not null and exists (select 1 from factors f
  where f.user_id = u.id and f.status = 'ACTIVE'
    and f.factor_type || '/' || f.provider in (${consoleKinds.map((kind) => `'${kind}'`).join(', ')}))`;

/** An API token of the person that can do all that the role can, at the time $1. */
const ownsToken = `exists (select 1 from api_tokens t where t.owner_id = u.id and t.scopes is null
  and (t.role is null or t.role = 'SUPER_ADMIN') and t.revoked_at is null
  and (t.expires_at is null or t.expires_at > $1))`;

/** Those who are left: a holder of the role who can neither sign in nor call is of no help once all others are gone. */
const superAdmins = `select r.id from user_roles r join users u on u.id = r.user_id
  where r.role = 'SUPER_ADMIN' and u.status not in ('DEPROVISIONED', 'SUSPENDED') and ((${maySignIn}) or ${ownsToken})`;

const heldText = `select id from user_roles where user_id = $1 and role = 'SUPER_ADMIN'`;

/** Writes of administrators' roles. */
export const roleWrites: Writers<'insertRole' | 'removeRole' | 'keepSuperAdmin'> = {
  *insertRole({ assignment: { id, userId, role, created } }) {
    const row = { id, user_id: userId, role, created_at: text(created) };
    const won = yield { text: insertRoleText, values: valuesOf(userRoles, row) };
    return won.length === 0 ? 'taken' : 'done';
  },

  *removeRole({ id }) {
    const removed = yield { text: 'delete from user_roles where id = $1 returning id', values: [id] };
    return removed.length === 0 ? 'stale' : 'done';
  },

  *keepSuperAdmin({ userId, at }) {
    if (userId !== undefined && (yield { text: heldText, values: [userId] }).length === 0) return 'done';
    // The second of two waits here, and then sees what the first has done.
    yield { text: 'update super_admin_lock set id = id', values: [] };
    const left = yield { text: `${superAdmins} limit 1`, values: [text(at)] };
    return left.length === 0 ? 'taken' : 'done';
  },
};
