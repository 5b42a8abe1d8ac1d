import type { Command } from 'commander';
import { databaseFlag } from '../flags/databaseFlags.ts';
import { outgoingFlags } from '../flags/outgoingFlags.ts';
import { createClient, listClients, revokeClient, rotateClient } from './client.ts';

const KEYS = ['--jwks <file>', 'its public key, or a set of them: JSON (RFC 7517)'] as const;
const KEYS_AT = ['--jwks-uri <url>', 'where its set of public keys is, instead of --jwks'] as const;

/** Adds `cofactor client`: service apps, which get access tokens by keys of their own. */
export function clientCommands(program: Command): void {
  const client = program.command('client').description('service apps: clients of OAuth 2.0');
  const another = (value: string, before: readonly string[] = []) => [...before, value];
  outgoingFlags(client.command('create'), 'serve')
    .argument('<name>', 'what it is for')
    .requiredOption('--scopes <list>', 'what its tokens may open, with commas: okta.users.read,…')
    .option(...KEYS)
    .option(...KEYS_AT)
    .option(
      '--role <name>',
      'a role, which limits the scopes (default: the weakest that allows them); repeatable',
      another,
    )
    .option('--bearer', 'give it plain tokens; without this each request needs a proof of possession (DPoP)')
    .addOption(databaseFlag())
    .description('create one and print its client id')
    .action(createClient);
  client.command('list').addOption(databaseFlag()).description('list all').action(listClients);
  outgoingFlags(client.command('rotate'), 'serve')
    .argument('<id>')
    .option(...KEYS)
    .option(...KEYS_AT)
    .option('--keep', 'let the keys of before go on, until they are deleted over the API')
    .addOption(databaseFlag())
    .description('give one other keys; its tokens of before stop within a second, unless --keep')
    .action(rotateClient);
  client
    .command('revoke')
    .argument('<id>')
    .addOption(databaseFlag())
    .description('make one useless, and its tokens within a second')
    .action(revokeClient);
}
