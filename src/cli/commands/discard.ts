import { ConfigError } from '../../config.ts';
import type { Vault } from '../../crypto/vault.ts';
import { counted } from '../../domain/values/spoken.ts';
import { countKeys, countText, totalOf } from '../../store/sealed/countKeys.ts';
import { discard } from '../../store/sealed/discard.ts';
import { type Where, withDatabase } from '../withStore.ts';

interface DiscardFlags extends Where {
  readonly keyId: string;
  readonly confirm?: number;
}

/**
 * `cofactor reseal --discard KEY`: removes what only a lost master key could open. It says what that is, and does it when
 * told the number of values: nobody can type that who has not read how much it is.
 */
export const discardCommand = (flags: DiscardFlags, { keyIds }: Vault): Promise<void> =>
  withDatabase(flags, async (engine, audit) => {
    const { keyId, confirm } = flags;
    if (keyIds.includes(keyId)) {
      throw new ConfigError(
        `key ${keyId} is among COFACTOR_MASTER_KEY, so nothing is lost; take it out of there first`,
      );
    }
    const uses = await countKeys(engine);
    const lost = uses.filter((use) => use.keyId === keyId);
    const total = totalOf(lost);
    if (total === 0) {
      const missing = [...new Set(uses.map((use) => use.keyId))].filter((id) => !keyIds.includes(id));
      const others = missing.length === 0 ? 'no key is missing' : `missing: ${missing.join(', ')}`;
      throw new ConfigError(`nothing is sealed with key ${keyId}; ${others}`);
    }
    process.stdout.write(`key ${keyId}: ${countText(lost)}\n`);
    if (confirm !== total) {
      throw new ConfigError(
        `nothing was removed; to remove ${total === 1 ? 'this value' : `these ${total} values`} for ever, make a backup and run: ` +
          `cofactor reseal --discard ${keyId} --confirm ${total}`,
      );
    }
    const factors = await discard(engine, keyId, lost, Temporal.Now.instant(), audit);
    process.stdout.write(
      `removed: ${total}, with ${total === 1 ? 'it' : 'them'} ${counted(factors, 'factor')}, to be enrolled anew\n`,
    );
  });
