import { setTimeout } from 'node:timers/promises';
import { ConfigError } from '../../config.ts';
import { createVault, type Vault } from '../../crypto/vault.ts';
import type { Engine } from '../../store/engine.ts';
import { countKeys, countText, type KeyUse, totalOf, valuesAre } from '../../store/sealed/countKeys.ts';
import { reseal } from '../../store/sealed/reseal.ts';
import { masterKeysOf } from '../masterKeys.ts';
import { type Where, withEngine } from '../withStore.ts';
import { discardCommand } from './discard.ts';

export interface ResealFlags extends Where {
  /** Says which keys are in use, and changes nothing. */
  readonly count?: boolean;
  /** The id of a lost key, whose values are to be removed. */
  readonly discard?: string;
  /** The number of values that are to be removed, as it was told. */
  readonly confirm?: number;
}

/** Values that cannot be opened are named up to so many. */
const MOST_NAMED = 20;
const MOST_PASSES = 5;
const LINE_EVERY_MS = 1_000;

/** `cofactor reseal`: seals everything anew under the newest master key, while services run. */
export async function resealCommand(flags: ResealFlags, masterKey: string | undefined): Promise<void> {
  if (flags.confirm !== undefined && flags.discard === undefined)
    throw new ConfigError('--confirm belongs to --discard');
  const keys = await masterKeysOf(masterKey);
  if (flags.discard !== undefined) return discardCommand({ ...flags, keyId: flags.discard }, createVault(keys));
  await withEngine(
    flags,
    async (engine, vault) => {
      const before = await countKeys(engine);
      if (flags.count) return print(before, vault);
      const unreadable = await resealAll(engine, vault, before);
      const after = await countKeys(engine);
      print(after, vault);
      const left = after.filter((use) => isOutdated(use, vault));
      if (unreadable.size > 0) throw new ConfigError(unreadableText([...unreadable]));
      if (left.length > 0) {
        throw new ConfigError(
          `${countText(left)} ${valuesAre(left)} under an older key again: a process has it first; start every process with the newest ` +
            'key first and the older ones after it, then run this again',
        );
      }
    },
    createVault(keys),
  );
}

/** Passes until nothing is left but what cannot be opened: those who served meanwhile may have sealed with an older key. */
async function resealAll(engine: Engine, vault: Vault, uses: readonly KeyUse[]): Promise<ReadonlySet<string>> {
  const all = totalOf(uses.filter((use) => isOutdated(use, vault)));
  const unreadable = new Set<string>();
  let told = performance.now();
  let total = 0;
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    const resealed = await reseal(engine, vault, {
      onProgress(count, table) {
        if (performance.now() - told < LINE_EVERY_MS) return;
        told = performance.now();
        process.stderr.write(`${total + count} of ${all} sealed anew; at ${table}\n`);
      },
      onUnreadable: (place) => unreadable.add(place),
      rest: (batchMs) => setTimeout(Math.max(5, batchMs)),
      monotonicMs: () => performance.now(),
    });
    total += resealed;
    if (resealed === 0) break;
  }
  process.stdout.write(`sealed anew: ${total}\n`);
  return unreadable;
}

const isOutdated = ({ keyId, former }: KeyUse, { keyIds: [newest] }: Vault): boolean => keyId !== newest || former;

function print(uses: readonly KeyUse[], { keyIds }: Vault): void {
  for (const id of keyIds) {
    const some = uses.filter(({ keyId }) => keyId === id);
    const former = totalOf(some.filter((use) => use.former));
    const place = id === keyIds[0] ? ' (newest)' : '';
    process.stdout.write(
      `key ${id}${place}: ${countText(some)}${former === 0 ? '' : `, ${former} of them not bound to their rows yet`}\n`,
    );
  }
}

const unreadableText = (places: readonly string[]): string =>
  [
    places.length === 1
      ? '1 value cannot be opened: it was changed, or moved from another row; it stays as it is'
      : `${places.length} values cannot be opened: they were changed, or moved from other rows; they stay as they are`,
    ...places.slice(0, MOST_NAMED),
    ...(places.length > MOST_NAMED ? ['…'] : []),
  ].join('\n');
