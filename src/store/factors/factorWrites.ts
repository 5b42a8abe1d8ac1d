import type { Vault } from '../../crypto/vault.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import type { Applied } from '../change.ts';
import type { Steps } from '../engine.ts';
import { factorClaims, factorStates, factors, formerFactors } from '../schema/factors.ts';
import { factorState } from '../sealed/sealedColumns.ts';
import { text } from '../shared/columns.ts';
import { insertText, valuesOf } from '../shared/query.ts';
import type { WriteOf, Writers } from '../writers.ts';

const insertFactorText = insertText(factors);
const insertStateText = insertText(factorStates);
const claimText = `${insertText(factorClaims)} on conflict (claim) do nothing returning claim`;
const saveStateText = `update factor_states set state = $1, version = version + 1
  where user_id = $2 and factor_id = $3 and version = $4 returning version`;
const formerText = `${insertText(formerFactors)} on conflict (user_id, id) do update set
  fate = excluded.fate, successor = excluded.successor, at = excluded.at`;

/** Writes of factors, each as one row for what others see and one for the sealed state. */
export const factorWrites: Writers<'insertFactor' | 'saveFactor' | 'removeFactor'> = {
  *insertFactor({ factor, claims }, vault) {
    for (const claim of claims) {
      const held = yield { text: 'select claim from factor_claims where claim = $1', values: [claim] };
      if (held.length > 0) return 'taken';
    }
    const row = {
      user_id: factor.userId,
      id: factor.id,
      factor_type: factor.factorType,
      provider: factor.provider,
      status: factor.status,
      created_at: text(factor.created),
      updated_at: text(factor.lastUpdated),
    };
    yield { text: insertFactorText, values: valuesOf(factors, row) };
    const state = {
      user_id: factor.userId,
      factor_id: factor.id,
      version: factor.version,
      state: sealedState(factor, vault),
    };
    yield { text: insertStateText, values: valuesOf(factorStates, state) };
    return yield* claim(factor, claims);
  },

  *saveFactor({ before, factor, claims = [] }, vault) {
    const saved = yield {
      text: saveStateText,
      values: [sealedState(factor, vault), factor.userId, factor.id, before.version],
    };
    if (saved.length === 0) return 'stale';
    if (changesEnvelope({ before, factor })) {
      yield {
        text: 'update factors set status = $1, updated_at = $2 where user_id = $3 and id = $4',
        values: [factor.status, text(factor.lastUpdated), factor.userId, factor.id],
      };
    }
    return yield* claim(factor, claims);
  },

  *removeFactor({ factor, former }) {
    const removed = yield {
      text: 'delete from factor_states where user_id = $1 and factor_id = $2 and version = $3 returning factor_id',
      values: [factor.userId, factor.id, factor.version],
    };
    if (removed.length === 0) return 'stale';
    yield { text: 'delete from factors where user_id = $1 and id = $2', values: [factor.userId, factor.id] };
    const row = {
      user_id: former.userId,
      id: former.id,
      fate: former.fate,
      successor: former.successor ?? null,
      at: text(former.at),
    };
    yield { text: formerText, values: valuesOf(formerFactors, row) };
    return 'done';
  },
};

/** The state of a factor as it stands in its row. */
export const sealedState = ({ userId, id, state }: Factor, vault: Vault): string =>
  factorState.seal(vault, state, { user_id: userId, factor_id: id });

/** Whether more than the sealed state is different. */
export const changesEnvelope = ({ before, factor }: Pick<WriteOf<'saveFactor'>, 'before' | 'factor'>): boolean =>
  factor.status !== before.status ||
  (factor.lastUpdated !== before.lastUpdated && !factor.lastUpdated.equals(before.lastUpdated));

function* claim({ userId, id }: Factor, claims: readonly string[]): Steps<Applied> {
  for (const value of claims) {
    const won = yield {
      text: claimText,
      values: valuesOf(factorClaims, { claim: value, user_id: userId, factor_id: id }),
    };
    if (won.length === 0) return 'taken';
  }
  return 'done';
}
