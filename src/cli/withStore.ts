import type { Vault } from '../crypto/vault.ts';
import { createStore } from '../store/createStore.ts';
import type { Engine } from '../store/engine.ts';
import { type ToldOfEntry, tellingStore } from '../store/log/tellingStore.ts';
import { refuseNewer, SchemaError } from '../store/migrate.ts';
import { openEngine } from '../store/open.ts';
import { checkKeys } from '../store/sealed/keyCheck.ts';
import type { Store } from '../store/store.ts';
import type { AuditFlags } from './flags/auditFlags.ts';
import { commandAuditLog } from './log/auditLog.ts';
import { requireFile } from './sqliteFile.ts';

/** Flags of every command that works on a database; those about the audit log of one that writes to the system log. */
export interface Where extends Partial<AuditFlags> {
  readonly database: string;
}

const noKey = (): never => {
  throw new Error('no master key here');
};

/** Runs a command on the store. Most commands touch nothing sealed, so they need no master key. */
export const noVault: Vault = {
  keyIds: [''],
  newestPrefix: '',
  seal: noKey,
  open: noKey,
  hash: noKey,
  hashes: noKey,
  withoutFormer: noKey,
};

/** Opens the database for one command and closes it afterwards; a schema of another version is refused. */
export const withStore = <T>(where: Where, work: (store: Store) => Promise<T>, vault: Vault = noVault): Promise<T> =>
  withEngine(where, (engine, checked, audit) => work(tellingStore(createStore(engine, checked), audit)), vault);

/** `withStore` for a command that works on all of the database. The vault's keys have been compared with it. */
export const withEngine = <T>(
  where: Where,
  work: (engine: Engine, vault: Vault, audit: ToldOfEntry | undefined) => Promise<T>,
  vault: Vault = noVault,
): Promise<T> =>
  withDatabase(where, async (engine, audit) =>
    work(engine, vault === noVault ? vault : await checkKeys(engine, vault), audit),
  );

/** `withEngine` without a vault: for a command that has to do with keys which are not ours. */
export async function withDatabase<T>(
  { database, ...flags }: Where,
  work: (engine: Engine, audit: ToldOfEntry | undefined) => Promise<T>,
): Promise<T> {
  requireFile(database);
  // Before anything is changed: a file that cannot be written refuses the command.
  const audit = commandAuditLog(flags);
  const engine = await openEngine(database, () => {});
  try {
    const { missing } = await refuseNewer(engine.kysely as never);
    if (missing.length > 0) throw new SchemaError('the database is not set up yet; run: cofactor migrate --database …');
    return await work(engine, audit);
  } finally {
    await engine.close();
  }
}
