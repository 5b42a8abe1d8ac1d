import { type Command, Option } from 'commander';
import { roleTypes } from '../../contract/access/roles.ts';
import { databaseFlag } from '../flags/databaseFlags.ts';
import { createAdmin, recoverAdmin } from './admin.ts';

/** Adds `cofactor admin`: people who sign in at /admin/signin, by whoever has the machine. */
export function adminCommands(program: Command): void {
  const admin = program.command('admin').description('administrators: people who sign in at /admin/signin');
  const publicUrl = () =>
    new Option('--public-url <url>', 'what the printed link begins with: the address of the service for browsers')
      .env('COFACTOR_PUBLIC_URL')
      .default('http://localhost:8080');
  admin
    .command('create')
    .argument('<login>')
    .addOption(
      new Option('--role <role>', 'what they may do (docs/access.md)').choices(roleTypes).default('SUPER_ADMIN'),
    )
    .option('--email <address>', 'of a new person (default: the login)')
    .option('--first-name <name>', 'of a new person (default: the login up to its @)')
    .option('--last-name <name>', 'of a new person', 'Administrator')
    .addOption(publicUrl())
    .addOption(databaseFlag())
    .description('give a person a role, and print the link by which they set a password and enroll a factor, once')
    .action(createAdmin);
  admin
    .command('recover')
    .argument('<login>')
    .addOption(publicUrl())
    .addOption(databaseFlag())
    .description('for one who lost the factor: end sessions, password and factors of sign-in, and print a link')
    .addHelpText('after', '\nNeeds COFACTOR_MASTER_KEY, the key the service runs with.')
    .action((login: string, flags: Parameters<typeof recoverAdmin>[1]) =>
      recoverAdmin(login, flags, process.env.COFACTOR_MASTER_KEY),
    );
}
