import type { Vault } from '../../crypto/vault.ts';
import { type HeldSession, LONGEST } from '../../domain/access/session.ts';
import type { SessionReads } from '../accessReads.ts';
import type { Engine } from '../engine.ts';
import { userRoles } from '../schema/access.ts';
import { factors } from '../schema/factors.ts';
import { adminSessions, linkedIdentities } from '../schema/sessions.ts';
import { users } from '../schema/users.ts';
import { instant, optional, optionalInstant, text } from '../shared/columns.ts';
import {
  allColumns,
  columns,
  combined,
  insertText,
  leftJoined,
  type RowIn,
  read,
  renamedColumns,
  select,
  valuesOf,
} from '../shared/query.ts';
import type { Writers } from '../writers.ts';
import { rolesIn, rolesText } from './linkedIdentities.ts';

const PURPOSE = 'admin session';

const held = combined(
  allColumns(adminSessions, 's'),
  columns(users, ['status', 'status_changed_at', 'password_changed_at'], 'u'),
  leftJoined(renamedColumns(userRoles, { role: 'role' }, 'r')),
  leftJoined(renamedColumns(factors, { factor_status: 'status' }, 'f')),
  leftJoined(renamedColumns(linkedIdentities, { last_roles: 'roles' }, 'l')),
);
const from = `from admin_sessions s join users u on u.id = s.user_id
  left join user_roles r on r.user_id = u.id left join factors f on f.id = s.factor_id and f.user_id = u.id
  left join linked_identities l on l.user_id = s.user_id and l.issuer = s.issuer`;
const ofUser = select(held, `${from} where s.user_id = $1 order by s.created_at, s.id, r.created_at, r.id`);
const presented = select(held, `${from} where s.secret_hash = $1 order by r.created_at, r.id`);

/** Reads of administrators' sessions, each with what decides whether it is still one. */
export function sessionReads(engine: Engine, vault: Vault): SessionReads {
  return {
    async presented(secret) {
      // It may have been written with any key that is still in use.
      for (const hash of vault.hashes(secret, PURPOSE)) {
        const [session] = grouped(await read(engine, presented, [hash]));
        if (session) return session;
      }
      return undefined;
    },
    ofUser: async (userId) => grouped(await read(engine, ofUser, [userId])),
  };
}

const insertSessionText = insertText(adminSessions);

/** Writes of administrators' sessions. */
export const sessionWrites: Writers<'insertSession' | 'usedSession' | 'renewSession' | 'endSession' | 'endSessions'> = {
  *insertSession({ session, secret }, vault) {
    // Those that nobody can use any more are in the way of nobody else's.
    yield {
      text: 'delete from admin_sessions where created_at < $1',
      values: [text(session.created.subtract(LONGEST))],
    };
    const row = {
      id: session.id,
      secret_hash: vault.hash(secret, PURPOSE),
      user_id: session.userId,
      factor_id: session.factorId ?? '',
      created_at: text(session.created),
      used_at: text(session.used),
      proven_at: text(session.proven),
      issuer: session.provider?.issuer ?? null,
      roles: session.provider ? rolesText(session.provider.roles) : null,
    };
    yield { text: insertSessionText, values: valuesOf(adminSessions, row) };
    return 'done';
  },

  *usedSession({ id, at }) {
    const found = yield {
      text: 'update admin_sessions set used_at = $2 where id = $1 and used_at <= $2 returning id',
      values: [id, text(at)],
    };
    return found.length === 0 ? 'stale' : 'done';
  },

  *renewSession({ session: { id, proven }, secret, at }, vault) {
    const found = yield {
      text: `update admin_sessions set secret_hash = $3, used_at = $4, proven_at = $4
        where id = $1 and proven_at = $2 returning id`,
      values: [id, text(proven), vault.hash(secret, PURPOSE), text(at)],
    };
    return found.length === 0 ? 'stale' : 'done';
  },

  *endSession({ userId, id }) {
    const ended = yield {
      text: 'delete from admin_sessions where id = $1 and user_id = $2 returning id',
      values: [id, userId],
    };
    return ended.length === 0 ? 'stale' : 'done';
  },

  *endSessions({ userId }) {
    yield { text: 'delete from admin_sessions where user_id = $1', values: [userId] };
    return 'done';
  },
};

/** Rows of one session differ by the role alone. */
function grouped(rows: readonly RowIn<typeof held>[]): readonly HeldSession[] {
  const roles = Map.groupBy(rows, ({ id }) => id);
  return [...roles.values()].map((same) => {
    const row = same[0] as RowIn<typeof held>;
    const provider = row.issuer === null ? undefined : { issuer: row.issuer, roles: rolesIn(row.roles ?? '') };
    return {
      session: {
        id: row.id,
        userId: row.user_id,
        ...(row.factor_id !== '' && { factorId: row.factor_id }),
        ...optional('provider', provider),
        created: instant(row.created_at),
        used: instant(row.used_at),
        proven: instant(row.proven_at),
      },
      user: {
        id: row.user_id,
        status: row.status,
        ...optional('statusChanged', optionalInstant(row.status_changed_at)),
        ...optional('passwordChanged', optionalInstant(row.password_changed_at)),
      },
      // The provider may have taken some since, or the operator the link: then they are nobody's in older sessions too.
      roles:
        provider?.roles.filter((role) => rolesIn(row.last_roles ?? '').includes(role)) ??
        same.flatMap(({ role }) => (role === null ? [] : [role])),
      hasFactor: row.factor_id === '' ? provider !== undefined : row.factor_status === 'ACTIVE',
    };
  });
}
