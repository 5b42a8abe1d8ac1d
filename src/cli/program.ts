import { Command, Option } from 'commander';
import { hostNames, wholeNumber } from '../config.ts';
import { adminCommands } from './commands/adminCommands.ts';
import { clientCommands } from './commands/clientCommands.ts';
import { type DevFlags, dev } from './commands/dev.ts';
import { eventHookCommands } from './commands/eventHook.ts';
import { explainCommand } from './commands/explain.ts';
import { exportCommand } from './commands/exportUser.ts';
import {
  createFactorProfile,
  deleteFactorProfile,
  getFactorProfile,
  listFactorProfiles,
} from './commands/factorProfile.ts';
import { identityCommands } from './commands/identity.ts';
import { type WrapFlags, wrapKey } from './commands/masterKey.ts';
import { migrateCommand } from './commands/migrate.ts';
import { personCommands } from './commands/personCommands.ts';
import { listProviders, type TestFlags, testProvider } from './commands/provider.ts';
import { type ResealFlags, resealCommand } from './commands/reseal.ts';
import { retentionCommands } from './commands/retention.ts';
import { type ServeFlags, serve } from './commands/serve.ts';
import { signingKeyCommands } from './commands/signingKey.ts';
import { createToken, listTokens, revokeToken } from './commands/token.ts';
import { importYubikeys } from './commands/yubikey.ts';
import { auditedCommands } from './flags/auditedCommands.ts';
import { auditFlags } from './flags/auditFlags.ts';
import { configFlag } from './flags/configFlag.ts';
import { countryFlag } from './flags/countryFlag.ts';
import { databaseFlag } from './flags/databaseFlags.ts';
import { fixedCodeFlags } from './flags/fixedCodeFlags.ts';
import { guardFlags } from './flags/guardFlags.ts';
import { logFlags } from './flags/logFlags.ts';
import { outgoingFlags } from './flags/outgoingFlags.ts';
import { serviceFlags } from './flags/serviceFlags.ts';
import { tokenFlags } from './flags/tokenFlags.ts';
import { version } from './version.ts';
import type { Where } from './withStore.ts';

const serviceSecrets = () => ({
  metrics: process.env.COFACTOR_METRICS_TOKEN,
  oktaHook: process.env.COFACTOR_OKTA_HOOK_SECRET,
  providers: process.env.COFACTOR_PROVIDERS,
  openid: { secret: process.env.COFACTOR_OIDC_CLIENT_SECRET, key: process.env.COFACTOR_OIDC_CLIENT_KEY },
  telemetry: process.env,
});

/** The command line. Every flag has an environment twin, shown in `--help`. */
export function createProgram(): Command {
  const program = new Command('cofactor')
    .description("Self-hosted multi-factor authentication that speaks Okta's User Factors API")
    .version(version())
    .showHelpAfterError('(cofactor --help lists the commands)');

  const development = logFlags(
    auditFlags(outgoingFlags(guardFlags(serviceFlags(program.command('dev')), 'dev'), 'dev'), 'off'),
    'pretty',
  );
  const fixedCodes = fixedCodeFlags(development);
  development
    .description('development mode: messages land in an inbox, the clock can be advanced, the API token is fixed')
    .addOption(new Option('--token <secret>', 'the API token to accept').env('COFACTOR_TOKEN').default('dev-token'))
    .addOption(
      new Option('--allowed-hosts <list>', 'names by which /dev may be called besides localhost, with commas')
        .env('COFACTOR_ALLOWED_HOSTS')
        .argParser(hostNames),
    )
    .option('--https', 'speak https, with a certificate of an authority that is made once and kept beside the database')
    .option('--send', 'send every message for real, even where no provider carries it')
    .option('--no-send', 'keep messages in the inbox, whatever providers there are')
    .action((flags: Omit<DevFlags, 'fixedCodes'>) => dev({ ...flags, fixedCodes: fixedCodes() }, serviceSecrets()));

  logFlags(
    auditFlags(outgoingFlags(guardFlags(serviceFlags(program.command('serve')), 'serve'), 'serve'), 'stderr'),
    'json',
  )
    .description('run the service for real')
    .addHelpText(
      'after',
      '\nNeeds COFACTOR_MASTER_KEY: 32 bytes in base64 that seal secrets at rest (openssl rand -base64 32), or as\n' +
        'cofactor master-key wrap prints them; several with commas, newest first.\n' +
        'COFACTOR_OKTA_HOOK_SECRET: what an Okta org sends as Authorization to /hooks/okta/telephony.\n' +
        'COFACTOR_PROVIDERS: message providers besides those of the API; a JSON list or the path of a file that holds\n' +
        "one, each as POST /api/v1/message-providers takes it, with an 'id' of its own. They cannot be changed over the API.\n" +
        'COFACTOR_METRICS_TOKEN: opens /metrics, and is wanted at the address of --metrics (Authorization: Bearer).\n' +
        'COFACTOR_OIDC_CLIENT_SECRET or COFACTOR_OIDC_CLIENT_KEY (a private key as a JWK, for private_key_jwt): how the\n' +
        'provider of --oidc-issuer knows this service; its callback is /admin/signin/openid/callback.\n' +
        'Each of these, and COFACTOR_DATABASE_URL, has a twin with _FILE at its end: a file that holds the value.',
    )
    .addOption(
      new Option('--drain <seconds>', 'after SIGTERM: how long to serve on while /readyz says 503')
        .env('COFACTOR_DRAIN')
        .argParser((text) => wholeNumber('--drain', text, 0, 3_600))
        .default(5),
    )
    // Only from the environment: what stands on a command line can be read by every user of the machine.
    .action((flags: ServeFlags) => serve(flags, { masterKey: process.env.COFACTOR_MASTER_KEY, ...serviceSecrets() }));

  program
    .command('migrate')
    .description('bring the database up to this version')
    .addOption(databaseFlag())
    .action(migrateCommand);

  program
    .command('reseal')
    .option('--count', 'only say how many values are sealed with which key')
    .addOption(
      new Option(
        '--discard <key>',
        'the id of a key that nobody has any more: remove what only it could open, so that the service starts',
      ).conflicts('count'),
    )
    .addOption(
      new Option('--confirm <number>', 'with --discard: as many values as it says are lost').argParser((text) =>
        wholeNumber('--confirm', text, 0, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(databaseFlag())
    .description('seal everything anew with the newest master key, while services run')
    .addHelpText('after', '\nNeeds COFACTOR_MASTER_KEY: the newest key first, the older ones after it, with commas.')
    .action((flags: ResealFlags) => resealCommand(flags, process.env.COFACTOR_MASTER_KEY));

  program
    .command('explain')
    .argument('<user>', 'id or login')
    .addOption(databaseFlag())
    .description('tell why a user got no code or was not verified, and what to do next')
    .action(explainCommand);

  program
    .command('master-key')
    .description('keys that seal what is in the database')
    .command('wrap')
    .argument('<key>', 'aws-kms:ARN, or pkcs11:token=LABEL;object=LABEL: the key that wraps it')
    .option('--current', 'wrap the newest key of COFACTOR_MASTER_KEY, not a new one')
    .description('print a master key for COFACTOR_MASTER_KEY that only a key management service or a device can unwrap')
    .addHelpText('after', '\nPKCS #11 needs COFACTOR_PKCS11_MODULE and COFACTOR_PKCS11_PIN.')
    .action((key: string, flags: WrapFlags) => wrapKey(key, flags, process.env.COFACTOR_MASTER_KEY));

  const token = program.command('token').description('API tokens');
  tokenFlags(token.command('create').argument('<name>', 'what it is for'))
    .addOption(databaseFlag())
    .description('create one and print it, once')
    .action(createToken);
  token.command('list').description('list all').addOption(databaseFlag()).action(listTokens);
  token
    .command('revoke')
    .argument('<id>')
    .description('make one useless')
    .addOption(databaseFlag())
    .action(revokeToken);

  adminCommands(program);
  clientCommands(program);
  eventHookCommands(program);
  identityCommands(program);
  personCommands(program);
  signingKeyCommands(program);
  retentionCommands(program, () => process.env.COFACTOR_TOKEN);
  exportCommand(program, () => ({ token: process.env.COFACTOR_TOKEN, masterKey: process.env.COFACTOR_MASTER_KEY }));

  const profile = program.command('factor-profile').description('kinds of custom one-time-password tokens');
  const number = (name: string) => (text: string) => wholeNumber(name, text, 0, 1_000);
  profile
    .command('create')
    .argument('<name>', 'what administrators call it')
    .option('--vendor-name <name>', 'what its factors show (default: the name)')
    .option('--otp-length <digits>', '6 to 10 (default: 6)', number('--otp-length'))
    .option('--hmac-algorithm <name>', 'HMacSHA1, HMacSHA256 or HMacSHA512 (default: HMacSHA1)')
    .option('--encoding <name>', 'how secrets are sent: base32, base64 or hexadecimal (default: base32)')
    .option('--time-step <seconds>', '15, 30 or 60 (default: 30)', number('--time-step'))
    .option('--adjacent <steps>', 'accepted to either side, 0 to 10 (default: 3)', number('--adjacent'))
    .option('--counter', 'the tokens have a button instead of a clock')
    .option('--look-ahead <presses>', 'that may go unused, 0 to 100 (default: 10)', number('--look-ahead'))
    .addOption(databaseFlag())
    .description('create one and print its id')
    .action(createFactorProfile);
  profile.command('list').description('list all').addOption(databaseFlag()).action(listFactorProfiles);
  profile
    .command('get')
    .argument('<id>')
    .description('show one as JSON')
    .addOption(databaseFlag())
    .action(getFactorProfile);
  profile
    .command('delete')
    .argument('<id>')
    .description('delete one that no factor uses')
    .addOption(databaseFlag())
    .action(deleteFactorProfile);

  const secrets = () => ({
    masterKey: process.env.COFACTOR_MASTER_KEY,
    providers: process.env.COFACTOR_PROVIDERS,
  });
  const provider = program.command('provider').description('message providers, of the API and of COFACTOR_PROVIDERS');
  provider
    .command('list')
    .description('list all')
    .addOption(databaseFlag())
    .action((flags: Where) => listProviders(flags, secrets()));
  provider
    .command('test')
    .argument('<id>')
    .requiredOption('--to <recipient>', 'phone number, or e-mail address')
    .option('--channel <name>', 'sms, call or email (default: by the recipient)')
    .addOption(countryFlag())
    .addOption(databaseFlag())
    .description('send one message for real and say what the provider answered')
    .addHelpText('after', '\nNeeds COFACTOR_MASTER_KEY, the key the service runs with.')
    .action((id: string, flags: TestFlags) => testProvider(id, flags, secrets()));

  program
    .command('yubikey')
    .description('the pool of YubiKeys')
    .command('import')
    .argument('<file>', 'CSV as Yubico writes it: serial, public id, private id, AES key, …')
    .addOption(databaseFlag())
    .description('upload the seeds of a file; those that are in the pool already stay as they are')
    .addHelpText('after', '\nNeeds COFACTOR_MASTER_KEY, the key the service runs with.')
    .action((file: string, flags: Where) => importYubikeys(file, flags, process.env.COFACTOR_MASTER_KEY));
  auditedCommands(program);
  configFlag(program);
  return program;
}
