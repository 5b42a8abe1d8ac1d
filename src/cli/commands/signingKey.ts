import type { Command } from 'commander';
import { retireSigningKeys } from '../../operations/oauth/retireSigningKeys.ts';
import { databaseFlag } from '../flags/databaseFlags.ts';
import { type Where, withStore } from '../withStore.ts';

/** Adds `cofactor signing-key`: the keys that access tokens are signed with. */
export function signingKeyCommands(program: Command): void {
  program
    .command('signing-key')
    .description('the keys that access tokens are signed with')
    .command('retire')
    .addOption(databaseFlag())
    .description(
      'make all of them useless, and every access token within a second; a new one is made when it is needed',
    )
    .action(retire);
}

const retire = (flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    await retireSigningKeys(store, Temporal.Now.instant());
    process.stdout.write('retired the signing keys; every access token stops within a second\n');
  });
