import { type Command, Option } from 'commander';
import { databaseFlag } from '../flags/databaseFlags.ts';
import { listUserFactors, removeFactor, resetUserFactors } from './factor.ts';
import { showUser } from './user.ts';

const KEY_HELP = '\nNeeds COFACTOR_MASTER_KEY, the key the service runs with.';

/** Adds `cofactor user` and `cofactor factor`: what support does for one person, by whoever has the machine. */
export function personCommands(program: Command): void {
  const add = (parent: Command, name: string, description: string) =>
    parent
      .command(name)
      .argument('<user>', 'login or id')
      .option('--json', 'as the API answers, for programs')
      .addOption(
        new Option('--public-url <url>', 'what links in the output begin with')
          .env('COFACTOR_PUBLIC_URL')
          .default('http://localhost:8080'),
      )
      .addOption(databaseFlag())
      .description(description)
      .addHelpText('after', KEY_HELP);
  const removing = (command: Command) =>
    command
      .requiredOption('--reason <text>', 'why; goes into the system log')
      .option('--ticket <id>', 'the ticket it is for; goes into the system log')
      .option('--yes', 'do not ask');

  const user = program.command('user').description('people, for support');
  add(user, 'show', 'tell who a user is, and which factors they have').action(showUser);

  const factor = program.command('factor').description("a user's factors, for support");
  add(factor, 'list', 'list them; of a pending one, since when and what comes next').action(listUserFactors);
  removing(add(factor, 'remove', 'remove one, and what came with it').argument('<factor>', 'its id')).action(
    removeFactor,
  );
  removing(add(factor, 'reset', 'remove all, or chosen ones; says what will happen, and asks'))
    .option('--factor <ids...>', 'only these ids')
    .action(resetUserFactors);
}
