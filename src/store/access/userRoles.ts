import type { RoleReads } from '../accessReads.ts';
import type { Engine } from '../engine.ts';
import { userRoles } from '../schema/access.ts';
import { instant, text } from '../shared/columns.ts';
import { allColumns, insertText, read, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const ofUser = select(allColumns(userRoles), 'from user_roles where user_id = $1 order by created_at, id');

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
  };
}

const insertRoleText = `${insertText(userRoles)} on conflict (user_id, role) do nothing returning id`;
const superAdmins = `select r.id from user_roles r join users u on u.id = r.user_id
  where r.role = 'SUPER_ADMIN' and u.status not in ('DEPROVISIONED', 'SUSPENDED')`;

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

  *keepSuperAdmin({ userId }) {
    if (userId !== undefined && (yield { text: heldText, values: [userId] }).length === 0) return 'done';
    // The second of two waits here, and then sees what the first has done.
    yield { text: 'update super_admin_lock set id = id', values: [] };
    const left = yield { text: `${superAdmins} limit 1`, values: [] };
    return left.length === 0 ? 'taken' : 'done';
  },
};
