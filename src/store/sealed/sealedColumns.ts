import type { Phone } from '../../domain/values/phone.ts';
import { limits } from '../schema/budgets.ts';
import { transactions } from '../schema/devices.ts';
import { eventHooks } from '../schema/eventHooks.ts';
import { factorStates } from '../schema/factors.ts';
import { yubikeyTokens } from '../schema/hardwareTokens.ts';
import { inlineHooks } from '../schema/hooks.ts';
import { idempotencyKeys } from '../schema/idempotency.ts';
import { messages } from '../schema/messages.ts';
import { signingKeys } from '../schema/oauth.ts';
import { messageProviders } from '../schema/providers.ts';
import { settings } from '../schema/settings.ts';
import { phones } from '../schema/users.ts';
import { addressHash, hashFor, tailHash } from './addressHashes.ts';
import { type SealedColumn, sealedColumn } from './sealedColumn.ts';

const replyKey = ['token_id', 'key_digest'] as const;
const replyName = ({ token_id, key_digest }: Readonly<Record<(typeof replyKey)[number], string>>): string =>
  `idempotency ${token_id} ${key_digest}`;

/** The state of a factor: whose it is, is part of what it is bound to. */
export const factorState = sealedColumn(factorStates, 'state', {
  key: ['user_id', 'factor_id'],
  boundTo: ['user_id', 'factor_id'],
  formerly: (row) => row.factor_id,
  lost: 'row',
});

/** The question that is answered on another device. */
export const transactionState = sealedColumn(transactions, 'state', {
  key: ['user_id', 'id'],
  boundTo: ['user_id', 'factor_id', 'id'],
  formerly: (row) => row.id,
  lost: 'row',
});

/** Address, headers and secret of a hook. */
export const hookTarget = sealedColumn(inlineHooks, 'target', {
  key: ['id'],
  boundTo: ['id', 'type'],
  formerly: (row) => row.id,
  lost: 'row',
});

/** Address, headers and secret of an event hook. */
export const eventHookTarget = sealedColumn(eventHooks, 'target', { key: ['id'], boundTo: ['id'], lost: 'row' });

/** Credentials and other settings of a message provider. */
export const providerSettings = sealedColumn(messageProviders, 'settings', {
  key: ['id'],
  boundTo: ['id', 'type'],
  formerly: (row) => row.id,
  lost: 'row',
});

/** Private id and AES key of a YubiKey, which answers to one public id. */
export const yubikeySecrets = sealedColumn(yubikeyTokens, 'secrets', {
  key: ['id'],
  boundTo: ['id', 'public_id'],
  formerly: (row) => row.id,
  lost: 'row',
});

/** A request that came with an Idempotency-Key. */
export const keptRequest = sealedColumn(idempotencyKeys, 'request', {
  key: replyKey,
  boundTo: replyKey,
  formerly: replyName,
  lost: 'row',
});

/** The reply to it. */
export const keptReply = sealedColumn(idempotencyKeys, 'reply', {
  key: replyKey,
  boundTo: replyKey,
  formerly: replyName,
  lost: 'row',
});

/** The private half of a key that access tokens are signed with. */
export const signingKey = sealedColumn(signingKeys, 'key', {
  key: ['kid'],
  boundTo: ['kid', 'created_at'],
  lost: 'row',
});

/** A fact about this database itself. */
export const setting = sealedColumn(settings, 'value', {
  key: ['name'],
  boundTo: ['name'],
  formerly: (row) => row.name,
  lost: 'row',
});

/** All that tells which number a phone has. */
export type PhoneAddress = Pick<Phone, 'number' | 'e164' | 'extension'>;

/** The number of a phone that a user has been reached at. */
export const phoneAddress = sealedColumn(phones, 'address', {
  key: ['user_id', 'channel'],
  boundTo: ['user_id', 'channel'],
  hashes: [
    { column: 'address_hash', hash: (vault, opened) => addressHash('phones', (opened as PhoneAddress).e164, vault) },
    { column: 'tail_hash', hash: (vault, opened) => tailHash('phones', (opened as PhoneAddress).e164, vault) },
  ],
  lost: 'row',
});

/** The whole recipient of a message. */
export const messageRecipient = sealedColumn(messages, 'address', {
  key: ['user_id', 'id'],
  boundTo: ['user_id', 'id'],
  hashes: [
    { column: 'address_hash', hash: (vault, opened) => addressHash('messages', opened as string, vault) },
    { column: 'tail_hash', hash: (vault, opened) => tailHash('messages', opened as string, vault) },
  ],
  lost: 'value',
});

/** The key of a budget that is a number's or an e-mail address's own. */
export const budgetKey = sealedColumn(limits, 'sealed_key', {
  key: ['key'],
  boundTo: ['key'],
  hashes: [{ column: 'key', hash: (vault, opened) => hashFor('limits.key', opened as string, vault) }],
  lost: 'row',
});

/**
 * Every column of sealed values, with the keyed hashes beside them: what is counted at start and what `cofactor reseal`
 * walks through. `test/store/sealedColumns.test.ts` compares it with the schema and with what is in a database.
 */
export const sealedColumns: readonly SealedColumn[] = [
  factorState,
  transactionState,
  hookTarget,
  eventHookTarget,
  providerSettings,
  yubikeySecrets,
  keptRequest,
  keptReply,
  setting,
  signingKey,
  phoneAddress,
  messageRecipient,
  budgetKey,
];
