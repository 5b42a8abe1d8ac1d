import type { Vault } from '../crypto/vault.ts';
import type { Applied, Write } from './change.ts';
import type { Steps } from './engine.ts';

export type WriteName = Write['do'];
export type WriteOf<K extends WriteName> = Extract<Write, { readonly do: K }>;

/** The SQL of some writes, by the name of the write. Each room of the store exports its part beside the table it changes. */
export type Writers<K extends WriteName = WriteName> = {
  readonly [N in K]: (write: WriteOf<N>, vault: Vault) => Steps<Applied>;
};
