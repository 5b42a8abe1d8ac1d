import { setTimeout } from 'node:timers/promises';
import type { Vault } from '../crypto/vault.ts';
import { sealBudgetKeys } from './budgets/sealBudgetKeys.ts';
import type { Engine } from './engine.ts';
import { sealPhones } from './factors/sealPhones.ts';

/** Rows that are sealed in one transaction: few, so that requests on SQLite wait for some milliseconds at most. */
const BATCH = 100;
const BETWEEN_MS = 5;
/** The time after which a step that failed, since the database did not answer, is tried again. */
const AGAIN_MS = 10_000;

/** Each seals up to so many rows and gives their number: none when nothing is left. */
const steps = [sealBudgetKeys, sealPhones] as const;

interface SealingOptions {
  readonly engine: Engine;
  readonly vault: Vault;
  readonly onError: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** Begins to seal what is left in clear; the function it gives ends that, after the batch under way. */
export function startSealing(options: Omit<SealingOptions, 'signal'>): () => Promise<void> {
  const stopping = new AbortController();
  const sealing = sealAddresses({ ...options, signal: stopping.signal });
  return () => {
    stopping.abort();
    return sealing;
  };
}

/**
 * Seals the addresses that versions before migration 0021 left in clear, in batches, while the service runs. It goes on
 * where it, or another process, was stopped; several may do it at once. Ends when nothing is left.
 */
export async function sealAddresses({ engine, vault, onError, signal }: SealingOptions): Promise<void> {
  for (const step of steps) {
    for (;;) {
      const sealed = await step(engine, vault, BATCH).catch(onError);
      if (sealed === 0) break;
      // Ends at once when the signal does.
      await setTimeout(sealed === undefined ? AGAIN_MS : BETWEEN_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
    }
  }
}
