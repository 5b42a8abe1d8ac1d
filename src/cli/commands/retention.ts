import { Argument, type Command } from 'commander';
import { wholeNumber } from '../../config.ts';
import { LEAST_DAYS, MOST_DAYS, type Retention } from '../../domain/policy/retention.ts';
import { logEntry } from '../../operations/shared/logEntry.ts';
import { createStore } from '../../store/createStore.ts';
import { allowRetention } from '../../store/privacy/retention.ts';
import { databaseFlag } from '../flags/databaseFlags.ts';
import { superAdmin, TOKEN_HELP } from '../superAdmin.ts';
import { noVault, type Where, withEngine } from '../withStore.ts';

/** Adds `cofactor retention`: how few days the log and messages may be kept. */
export function retentionCommands(program: Command, secrets: () => string | undefined): void {
  program
    .command('retention')
    .description('how long the system log and records of messages are kept')
    .command('allow')
    .addArgument(new Argument('<what>').choices(['log', 'messages']))
    .argument('<days>', `the fewest days that --retain-… may say from now on; ${LEAST_DAYS} takes it back`, (text) =>
      wholeNumber('<days>', text, 1, MOST_DAYS),
    )
    .addOption(databaseFlag())
    .description('allow fewer days than 30, in the name of a SUPER_ADMIN; it is logged')
    .addHelpText('after', TOKEN_HELP)
    .action((what: keyof Retention, days: number, flags: Where) => allow(what, days, flags, secrets()));
}

const allow = (what: keyof Retention, days: number, flags: Where, secret: string | undefined): Promise<void> =>
  withEngine(flags, async (engine, _vault, audit) => {
    const now = Temporal.Now.instant();
    const principal = await superAdmin(createStore(engine, noVault), secret, now);
    const event = { event: 'cofactor.retention.allow', detail: { name: what, days: String(days) } } as const;
    const written = logEntry({ caller: { principal }, now }, event);
    if (written.do === 'log') await allowRetention(engine, what, days, written.entry, audit);
    process.stdout.write(`--retain-${what} may be ${days} days or more from now on\n`);
  });
