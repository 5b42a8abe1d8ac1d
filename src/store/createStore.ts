import type { Vault } from '../crypto/vault.ts';
import { tokenReads, tokenWrites } from './access/apiTokens.ts';
import { identityReads, identityWrites } from './access/linkedIdentities.ts';
import { sessionReads, sessionWrites } from './access/sessions.ts';
import { trustedOriginReads, trustedOriginWrites } from './access/trustedOrigins.ts';
import { roleReads, roleWrites } from './access/userRoles.ts';
import { batchChanges } from './batching/batchChanges.ts';
import { batchSpends } from './batching/batchSpends.ts';
import { balanceWrites } from './budgets/balances.ts';
import { requesterReads, requesterWrites } from './budgets/knownRequesters.ts';
import { limitStore, limitWrites } from './budgets/limits.ts';
import { takeAlone } from './budgets/spend.ts';
import type { Applied, Change } from './change.ts';
import { transactionReads, transactionWrites } from './devices/transactions.ts';
import { type Engine, MissingParent, type Steps } from './engine.ts';
import { factorReads } from './factors/factors.ts';
import { factorWrites } from './factors/factorWrites.ts';
import { phoneWrites } from './factors/phones.ts';
import { factorProfileReads, factorProfileWrites } from './hardwareTokens/factorProfiles.ts';
import { listYubikeys } from './hardwareTokens/yubikeySearch.ts';
import { yubikeyById, yubikeyByPublicId, yubikeyWrites } from './hardwareTokens/yubikeys.ts';
import { helpDeskReads, helpDeskWrites } from './helpDesk/helpDeskRequests.ts';
import { claimWrites } from './hooks/eventHookCursors.ts';
import { deliveryWrites } from './hooks/eventHookDeliveries.ts';
import { eventHookReads, eventHookWrites } from './hooks/eventHooks.ts';
import { inlineHookReads, inlineHookWrites } from './hooks/inlineHooks.ts';
import { idempotencyStore, idempotencyWrites } from './idempotency/idempotency.ts';
import { logReads, logWrites } from './log/log.ts';
import { messageReads, messageWrites } from './messages/messages.ts';
import { serviceAppReads, serviceAppWrites } from './oauth/serviceApps.ts';
import { signingKeyReads, signingKeyWrites } from './oauth/signingKeys.ts';
import { authenticatorSecret, authenticatorSecretWrites } from './org/authenticatorSecrets.ts';
import { createParseEnrollment, enrollmentWrites, readEnrollment } from './org/enrollmentSettings.ts';
import { messageProviderReads, messageProviderWrites } from './providers/messageProviders.ts';
import type { Store } from './store.ts';
import { templateReads, templateWrites } from './templates/templates.ts';
import { userReads, userWrites } from './users/users.ts';
import type { WriteName, WriteOf, Writers } from './writers.ts';

/** The SQL of every write. Each part stands beside the table it changes; the compiler asks for those that are missing. */
const writers: Writers = {
  ...balanceWrites,
  ...authenticatorSecretWrites,
  ...claimWrites,
  ...deliveryWrites,
  ...enrollmentWrites,
  ...eventHookWrites,
  ...factorProfileWrites,
  ...factorWrites,
  ...helpDeskWrites,
  ...idempotencyWrites,
  ...identityWrites,
  ...inlineHookWrites,
  ...limitWrites,
  ...logWrites,
  ...messageProviderWrites,
  ...messageWrites,
  ...phoneWrites,
  ...requesterWrites,
  ...roleWrites,
  ...serviceAppWrites,
  ...signingKeyWrites,
  ...sessionWrites,
  ...templateWrites,
  ...tokenWrites,
  ...transactionWrites,
  ...trustedOriginWrites,
  ...userWrites,
  ...yubikeyWrites,
};

const stepsOf = <K extends WriteName>(name: K, write: WriteOf<K>, vault: Vault): Steps<Applied> =>
  writers[name](write, vault);

/**
 * The one implementation of the store. Both engines run the same SQL; one that can do a whole change with a statement
 * (PostgreSQL) runs that of `batching` for spends and for the changes of challenges and verifications.
 */
export function createStore(engine: Engine, vault: Vault): Store {
  const parseEnrollment = createParseEnrollment();
  const factorProfiles = factorProfileReads(engine);

  function* allSteps(change: Change): Steps<Applied> {
    for (const write of change) {
      const applied = yield* stepsOf(write.do, write, vault);
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
    users: userReads(engine, vault),
    roles: roleReads(engine),
    tokens: tokenReads(engine),
    log: logReads(engine),
    limits: limitStore(engine, vault, engine.whole ? batchSpends(engine.whole, takeAlone(engine)) : takeAlone(engine)),
    requesters: requesterReads(engine),
    idempotency: idempotencyStore(engine, vault),
    messages: messageReads(engine, vault),
    templates: templateReads(engine),
    messageProviders: messageProviderReads(engine, vault),
    inlineHooks: inlineHookReads(engine, vault),
    eventHooks: eventHookReads(engine, vault),
    serviceApps: serviceAppReads(engine),
    signingKeys: signingKeyReads(engine, vault),
    trustedOrigins: trustedOriginReads(engine),
    sessions: sessionReads(engine, vault),
    identities: identityReads(engine),
    helpDesk: helpDeskReads(engine),
    enrollment: {
      read: () => readEnrollment(engine, parseEnrollment),
      secret: (authenticatorId) => authenticatorSecret(engine, vault, authenticatorId),
    },
    factorProfiles,
    org: { factorProfile: factorProfiles.byId, yubikey: (publicId) => yubikeyByPublicId(engine, vault, publicId) },
    yubikeys: {
      byId: (id) => yubikeyById(engine, id),
      list: (query) => listYubikeys(engine.searches, query),
    },
    apply: engine.whole ? batchChanges(engine.whole, vault, apply) : apply,
    ping: () => engine.ping(),
    close: () => engine.close(),
  };
}
