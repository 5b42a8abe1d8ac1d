import type { Vault } from '../crypto/vault.ts';
import { insertToken, revokeToken, tokenReads } from './access/apiTokens.ts';
import { hotChanges } from './batching/sharedChanges.ts';
import { credit, refund } from './budgets/balances.ts';
import { forgive, limitStore, remember } from './budgets/limits.ts';
import type { Applied, Change, Write } from './change.ts';
import { endTransaction, insertTransaction, transactionReads } from './devices/transactions.ts';
import { type Engine, MissingParent, type Steps } from './engine.ts';
import { factorReads, insertFactor, removeFactor, saveFactor } from './factors/factors.ts';
import { removePhone, savePhone } from './factors/phones.ts';
import {
  factorProfileReads,
  insertFactorProfile,
  removeFactorProfile,
  renameFactorProfile,
  useFactorProfile,
} from './hardwareTokens/factorProfiles.ts';
import { listYubikeys } from './hardwareTokens/yubikeySearch.ts';
import {
  assignYubikey,
  insertYubikey,
  recordYubikeyUse,
  releaseYubikey,
  removeYubikey,
  yubikeyById,
  yubikeyByPublicId,
} from './hardwareTokens/yubikeys.ts';
import { inlineHookReads, insertInlineHook, removeInlineHook, saveInlineHook } from './hooks/inlineHooks.ts';
import { insertLog, logReads } from './log/log.ts';
import {
  blockMessage,
  insertMessage,
  messageReads,
  reportMessage,
  sentMessage,
  verifiedMessages,
} from './messages/messages.ts';
import { createParseEnrollment, readEnrollment, saveEnrollment } from './org/enrollmentSettings.ts';
import {
  insertMessageProvider,
  messageProviderReads,
  removeMessageProvider,
  saveMessageProvider,
} from './providers/messageProviders.ts';
import { idempotencyStore, markKey } from './shared/idempotency.ts';
import type { Store } from './store.ts';
import { insertTemplate, removeTemplate, saveTemplate, templateReads } from './templates/templates.ts';
import { insertUser, removeUser, saveUser, userReads } from './users/users.ts';

/** The one implementation of the store; every engine runs the same SQL. */
export function createStore(engine: Engine, vault: Vault): Store {
  const parseEnrollment = createParseEnrollment();
  const factorProfiles = factorProfileReads(engine);

  function* stepsOf(write: Write): Steps<Applied> {
    switch (write.do) {
      case 'insertFactor':
        return yield* insertFactor(write, vault);
      case 'saveFactor':
        return yield* saveFactor(write, vault);
      case 'removeFactor':
        return yield* removeFactor(write);
      case 'savePhone':
        return yield* savePhone(write);
      case 'removePhone':
        return yield* removePhone(write);
      case 'insertUser':
        return yield* insertUser(write);
      case 'saveUser':
        return yield* saveUser(write);
      case 'removeUser':
        return yield* removeUser(write);
      case 'insertToken':
        return yield* insertToken(write);
      case 'revokeToken':
        return yield* revokeToken(write);
      case 'removeToken':
        yield { text: 'delete from api_tokens where id = $1', values: [write.id] };
        return 'done';
      case 'saveEnrollment':
        return yield* saveEnrollment(write);
      case 'insertFactorProfile':
        return yield* insertFactorProfile(write);
      case 'renameFactorProfile':
        return yield* renameFactorProfile(write);
      case 'removeFactorProfile':
        return yield* removeFactorProfile(write);
      case 'useFactorProfile':
        return yield* useFactorProfile(write);
      case 'insertYubikey':
        return yield* insertYubikey(write, vault);
      case 'removeYubikey':
        return yield* removeYubikey(write);
      case 'assignYubikey':
        return yield* assignYubikey(write);
      case 'useYubikey':
        return yield* recordYubikeyUse(write);
      case 'releaseYubikey':
        return yield* releaseYubikey(write);
      case 'insertInlineHook':
        return yield* insertInlineHook(write, vault);
      case 'saveInlineHook':
        return yield* saveInlineHook(write, vault);
      case 'removeInlineHook':
        return yield* removeInlineHook(write);
      case 'insertMessage':
        return yield* insertMessage(write);
      case 'blockMessage':
        return yield* blockMessage(write);
      case 'sentMessage':
        return yield* sentMessage(write);
      case 'reportMessage':
        return yield* reportMessage(write);
      case 'verifiedMessages':
        return yield* verifiedMessages(write);
      case 'insertMessageProvider':
        return yield* insertMessageProvider(write, vault);
      case 'saveMessageProvider':
        return yield* saveMessageProvider(write, vault);
      case 'removeMessageProvider':
        return yield* removeMessageProvider(write);
      case 'insertTemplate':
        return yield* insertTemplate(write);
      case 'saveTemplate':
        return yield* saveTemplate(write);
      case 'removeTemplate':
        return yield* removeTemplate(write);
      case 'forgive':
        return yield* forgive(write);
      case 'refund':
        return yield* refund(write);
      case 'credit':
        return yield* credit(write);
      case 'markKey':
        return yield* markKey(write);
      case 'remember':
        return yield* remember(write);
      case 'insertTransaction':
        return yield* insertTransaction(write, vault);
      case 'endTransaction':
        return yield* endTransaction(write);
      case 'log':
        return yield* insertLog(write.entry);
    }
  }

  function* allSteps(change: Change): Steps<Applied> {
    for (const write of change) {
      const applied = yield* stepsOf(write);
      if (applied !== 'done') return applied;
    }
    return 'done';
  }

  async function apply(change: Change): Promise<Applied> {
    try {
      return await engine.write(
        () => allSteps(change),
        (applied) => applied === 'done',
      );
    } catch (error) {
      // The user was removed while the change was made: read again and find nobody.
      if (error instanceof MissingParent) return 'stale';
      throw error;
    }
  }

  return {
    factors: factorReads(engine, vault, parseEnrollment),
    transactions: transactionReads(engine, vault, parseEnrollment),
    users: userReads(engine),
    tokens: tokenReads(engine),
    log: logReads(engine),
    limits: limitStore(engine),
    idempotency: idempotencyStore(engine, vault),
    messages: messageReads(engine),
    templates: templateReads(engine),
    messageProviders: messageProviderReads(engine, vault),
    inlineHooks: inlineHookReads(engine, vault),
    enrollment: { read: () => readEnrollment(engine, parseEnrollment) },
    factorProfiles,
    org: { factorProfile: factorProfiles.byId, yubikey: (publicId) => yubikeyByPublicId(engine, vault, publicId) },
    yubikeys: {
      byId: (id) => yubikeyById(engine, id),
      list: (query) => listYubikeys(engine.kysely, query),
    },
    apply: engine.whole ? hotChanges(engine.whole, vault, apply) : apply,
    async ping() {
      await engine.read({ text: 'select 1 as one', values: [] });
    },
    close: () => engine.close(),
  };
}
