import type { Vault } from '../../crypto/vault.ts';
import { withoutDigests } from '../../domain/budgets/requester.ts';
import type { UserProfile } from '../../domain/users/user.ts';
import { budgetsOf, requestersIn } from '../budgets/leftBudgets.ts';
import { storedKeys } from '../budgets/storedKeys.ts';
import type { Steps } from '../engine.ts';
import { limits } from '../schema/budgets.ts';
import { users } from '../schema/users.ts';
import { columns, type RowIn, rowsOf } from '../shared/query.ts';
import { readLeaving, sealedKeys } from './eraseUser.ts';

const profileColumns = columns(users, ['profile']);
const limitColumns = columns(limits, ['key', 'used', 'until_ms', 'forget_ms']);
type BudgetRow = RowIn<typeof limitColumns>;

/**
 * Reads all budgets that are about a person: those of their id and their factors, and those of their numbers, mailboxes and
 * networks, with readable keys. A network's are those of everybody there.
 */
export function* budgetsAbout(userId: string, vault: Vault): Steps<readonly BudgetRow[]> {
  const leaving = yield* readLeaving(userId, vault);
  const own = yield* budgetsOf(userId, leaving.factorIds);
  const [user] = rowsOf(profileColumns, yield { text: 'select profile from users where id = $1', values: [userId] });
  const profile = JSON.parse(user?.profile ?? '{}') as UserProfile;
  const requesters = [...leaving.requesters, ...requestersIn(own)];
  const found = [...own];
  for (const key of new Set(sealedKeys(profile, { ...leaving, requesters }))) {
    const stored = storedKeys(key, vault);
    const rows = rowsOf(
      limitColumns,
      yield {
        text: `select ${limitColumns.sql} from limits where key in (${stored.map((_, n) => `$${n + 1}`)})`,
        values: stored,
      },
    );
    for (const row of rows) found.push({ ...row, key });
  }
  return found.map((row) => ({ ...row, key: withoutDigests(row.key) }));
}
