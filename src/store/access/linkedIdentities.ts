import type { Role } from '../../contract/access/roles.ts';
import type { LinkedIdentity } from '../../domain/access/linkedIdentity.ts';
import type { IdentityReads } from '../accessReads.ts';
import type { Engine } from '../engine.ts';
import { linkedIdentities } from '../schema/sessions.ts';
import { instant, text } from '../shared/columns.ts';
import { allColumns, insertText, type RowIn, read, select, valuesOf } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

const all = allColumns(linkedIdentities);
const bySubject = select(all, 'from linked_identities where issuer = $1 and subject = $2');
const ofUser = select(all, 'from linked_identities where user_id = $1 order by created_at, issuer');
const ofIssuer = select(all, 'from linked_identities where issuer = $1 order by created_at, subject');

/** Reads of the identities that users are linked to. */
export function identityReads(engine: Engine): IdentityReads {
  return {
    bySubject: async ({ issuer, subject }) => (await read(engine, bySubject, [issuer, subject])).map(identityOf)[0],
    ofUser: async (userId) => (await read(engine, ofUser, [userId])).map(identityOf),
    ofIssuer: async (issuer) => (await read(engine, ofIssuer, [issuer])).map(identityOf),
  };
}

const insertIdentityText = `${insertText(linkedIdentities)} on conflict do nothing returning subject`;

/** Writes of the identities that users are linked to. */
export const identityWrites: Writers<'linkIdentity' | 'saveIdentityRoles' | 'unlinkIdentity'> = {
  *linkIdentity({ identity: { issuer, subject, userId, roles, created } }) {
    const row = { issuer, subject, user_id: userId, roles: rolesText(roles), created_at: text(created) };
    const won = yield { text: insertIdentityText, values: valuesOf(linkedIdentities, row) };
    return won.length === 0 ? 'taken' : 'done';
  },

  *saveIdentityRoles({ identity: { issuer, subject, userId, roles }, was }) {
    const found = yield {
      text: `update linked_identities set roles = $4
        where issuer = $1 and subject = $2 and user_id = $3${was ? ' and roles = $5' : ''} returning subject`,
      values: [issuer, subject, userId, rolesText(roles), ...(was ? [rolesText(was)] : [])],
    };
    return found.length === 0 ? 'stale' : 'done';
  },

  *unlinkIdentity({ userId, issuer }) {
    const gone = yield {
      text: 'delete from linked_identities where user_id = $1 and issuer = $2 returning subject',
      values: [userId, issuer],
    };
    return gone.length === 0 ? 'stale' : 'done';
  },
};

const identityOf = (row: RowIn<typeof all>): LinkedIdentity => ({
  issuer: row.issuer,
  subject: row.subject,
  userId: row.user_id,
  roles: rolesIn(row.roles),
  created: instant(row.created_at),
});

/** Roles as a column holds them: with blanks between them. */
export const rolesText = (roles: readonly Role[]): string => roles.join(' ');
export const rolesIn = (column: string): readonly Role[] => column.split(' ').filter((name) => name !== '') as Role[];
