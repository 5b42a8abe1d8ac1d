import type { Vault } from '../../crypto/vault.ts';
import { addressKey } from '../../domain/budgets/addressKeys.ts';
import { limits } from '../../domain/budgets/budgets.ts';
import { knownNumber } from '../../domain/pumping/limits.ts';
import type { User } from '../../domain/users/user.ts';
import { markOfPhone, marksOf } from '../../domain/users/userMarks.ts';
import { leaveBudgets, takeBudgets } from '../budgets/leftBudgets.ts';
import { storedKeys } from '../budgets/storedKeys.ts';
import type { Steps } from '../engine.ts';
import { knownRequesters } from '../schema/budgets.ts';
import { erasures } from '../schema/privacy.ts';
import { phones } from '../schema/users.ts';
import { type PhoneAddress, phoneAddress } from '../sealed/sealedColumns.ts';
import { allColumns, columns, insertText, rowsOf, valuesOf } from '../shared/query.ts';
import { removeMessages } from './removeMessages.ts';

/** Passes over the log and the kept replies: one at once, and one for what was under way at the time. */
export const PASSES = 2;

/** All that must be read before a user is deleted, since it goes with them. */
export interface Leaving {
  readonly factorIds: readonly string[];
  readonly phones: readonly { readonly e164: string; readonly verified: boolean }[];
  /** The names under which the user knew requesters. */
  readonly requesters: readonly string[];
}

const phoneColumns = allColumns(phones);
const nameColumns = columns(knownRequesters, ['name']);

/** Reads what goes with a user. */
export function* readLeaving(userId: string, vault: Vault): Steps<Leaving> {
  const ids = yield {
    text: 'select id from factors where user_id = $1 union select id from former_factors where user_id = $1',
    values: [userId],
  };
  const sealed = rowsOf(
    phoneColumns,
    yield { text: `select ${phoneColumns.sql} from phones where user_id = $1`, values: [userId] },
  );
  const names = rowsOf(
    nameColumns,
    yield { text: `select ${nameColumns.sql} from known_requesters where user_id = $1`, values: [userId] },
  );
  return {
    factorIds: ids.map(({ id }) => String(id)),
    phones: sealed.map((row) => ({
      e164: (phoneAddress.open(vault, row.address, row) as PhoneAddress).e164,
      verified: row.verified === 1,
    })),
    requesters: names.map(({ name }) => name),
  };
}

/**
 * Erases what does not go with the row of a user by itself: messages, and budgets, of which those that are shared by many
 * requesters outlive the user without naming them. The log and kept replies follow in passes (`erasing.ts`).
 */
export function* eraseUser({ id, profile }: User, leaving: Leaving, vault: Vault): Steps<void> {
  const verified = leaving.phones.filter((phone) => phone.verified).map(({ e164 }) => markOfPhone(e164));
  const { left, requesters } = yield* takeBudgets(id, leaving.factorIds);
  yield* leaveBudgets(left, [...marksOf(profile), ...verified], vault);
  const named = { ...leaving, requesters: [...leaving.requesters, ...requesters] };
  const hashed = sealedKeys(profile, named).flatMap((key) => storedKeys(key, vault));
  for (const key of hashed.sort()) {
    yield { text: 'update limits set sealed_key = null where key = $1', values: [key] };
  }
  yield* removeMessages(id);
  const row = { user_id: id, passes: PASSES, due_ms: 0 };
  yield { text: `${insertText(erasures)} on conflict (user_id) do nothing`, values: valuesOf(erasures, row) };
}

/** The keys of budgets of a person's numbers, mailboxes and networks: of these only the hash stays. */
export function sealedKeys(profile: User['profile'], { phones: own, requesters }: Leaving): readonly string[] {
  const mailboxes = [profile.email, profile.secondEmail].filter((one) => typeof one === 'string' && one.includes('@'));
  // A name may have a fingerprint behind the network.
  const networks = new Set(requesters.flatMap((name) => name.split(' ', 1)).filter((name) => name !== 'device'));
  return [
    ...own.flatMap(({ e164 }) => [
      ...[limits.sms(e164).key, limits.call(e164).key, knownNumber(e164), addressKey('daily', e164)],
      ...['', '@', '@stranger', ...requesters.map((name) => `@${name}`)].map((whose) =>
        addressKey('number', e164, whose),
      ),
    ]),
    ...mailboxes.map((mailbox) => limits.email(mailbox as string).key),
    ...[...networks].flatMap((network) => [
      addressKey('address', network),
      ...['link', 'spray', 'spray-log'].map((what) => addressKey('network', `${what}:${network}`)),
    ]),
  ];
}
