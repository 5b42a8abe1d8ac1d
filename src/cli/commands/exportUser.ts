import type { Command } from 'commander';
import { ConfigError } from '../../config.ts';
import { createVault } from '../../crypto/vault.ts';
import { shownState } from '../../operations/factors/shownState.ts';
import { logEntry } from '../../operations/shared/logEntry.ts';
import { createStore } from '../../store/createStore.ts';
import { tellingStore } from '../../store/log/tellingStore.ts';
import { exportUser } from '../../store/privacy/exportUser.ts';
import { databaseFlag } from '../flags/databaseFlags.ts';
import { masterKeysOf } from '../masterKeys.ts';
import { plain } from '../plain.ts';
import { superAdmin, TOKEN_HELP } from '../superAdmin.ts';
import { type Where, withEngine } from '../withStore.ts';
import { printJson } from './people.ts';

interface Secrets {
  readonly token: string | undefined;
  readonly masterKey: string | undefined;
}

/** Adds `cofactor export-user`: all that is held about one person, as JSON. */
export function exportCommand(program: Command, secrets: () => Secrets): void {
  program
    .command('export-user')
    .argument('<user>', 'login or id; also of a user of an Okta org, or of one who was deleted')
    .addOption(databaseFlag())
    .description('print all that is held about one person as JSON, without secrets; it is logged')
    .addHelpText('after', `\nNeeds COFACTOR_MASTER_KEY, the key the service runs with.${TOKEN_HELP}`)
    .action((ref: string, flags: Where) => exportPerson(ref, flags, secrets()));
}

/** Prints it, once the log has who asked. */
async function exportPerson(ref: string, flags: Where, { token, masterKey }: Secrets): Promise<void> {
  const vault = createVault(await masterKeysOf(masterKey));
  const work: Parameters<typeof withEngine>[1] = async (engine, checked, audit) => {
    const store = tellingStore(createStore(engine, checked), audit);
    const now = Temporal.Now.instant();
    const principal = await superAdmin(store, token, now);
    const user = (await store.users.byLogin(ref)) ?? (await store.users.byId(ref));
    const id = user?.id ?? ref;
    const factors = await store.factors.list(id);
    const shown = new Map(factors.map((factor) => [factor.id, shownState(factor)]));
    const { held, leftOut } = await exportUser({ engine, vault: checked, shown }, id);
    if (Object.keys(held).length === 0) {
      throw new ConfigError(`nothing is held about ${plain(ref)}: it is neither a login nor the id of a user`);
    }
    await store.apply([logEntry({ caller: { principal }, now }, { event: 'cofactor.user.export', userId: id })]);
    printJson({ user: id, exported: now.toString({ smallestUnit: 'second' }), held, leftOut });
  };
  await withEngine(flags, work, vault);
}
