import { type Command, Option } from 'commander';
import { issuerName, wholeNumber } from '../../config.ts';
import type { UnnamedCallers } from '../../domain/budgets/answerBudgets.ts';
import type { CountryCode } from '../../domain/values/phoneNumber.ts';
import type { AuditFlags } from './auditFlags.ts';
import { type ConnectionFlags, connectionFlags } from './connectionFlags.ts';
import { countryFlag } from './countryFlag.ts';
import { type DatabaseFlags, databaseFlags } from './databaseFlags.ts';
import { type FidoFlags, fidoFlags } from './fidoFlags.ts';
import type { GuardFlags } from './guardFlags.ts';
import type { LogFlags } from './logFlags.ts';
import { type MetricsFlags, metricsFlags } from './metricsFlags.ts';
import { type OpenIdFlags, type OpenIdSecrets, openIdFlags } from './openIdFlags.ts';
import type { OutgoingFlags } from './outgoingFlags.ts';
import { type ProxyFlags, proxyFlags } from './proxyFlags.ts';
import { type RetentionFlags, retentionFlags } from './retentionFlags.ts';
import type { Env } from './tracingVariables.ts';

/** The flags that `dev` and `serve` share. */
export interface ServiceFlags
  extends GuardFlags,
    LogFlags,
    AuditFlags,
    FidoFlags,
    DatabaseFlags,
    ProxyFlags,
    ConnectionFlags,
    MetricsFlags,
    OpenIdFlags,
    OutgoingFlags,
    RetentionFlags {
  readonly host: string;
  readonly port: number;
  readonly publicUrl?: string;
  readonly apiLimit: number;
  readonly issuer: string;
  readonly defaultCountry: CountryCode;
  readonly unnamedCallers: UnnamedCallers;
}

/** Settings that come from the environment, or a file it names, alone: every user of the machine can read a command line. */
export interface ServiceSecrets {
  /** `COFACTOR_MASTER_KEY` */
  readonly masterKey: string | undefined;
  /** `COFACTOR_METRICS_TOKEN` */
  readonly metrics: string | undefined;
  /** `COFACTOR_OKTA_HOOK_SECRET` */
  readonly oktaHook: string | undefined;
  /** `COFACTOR_PROVIDERS` */
  readonly providers: string | undefined;
  readonly openid: OpenIdSecrets;
  /** The environment, of which the standard variables `OTEL_…` are read. */
  readonly telemetry: Env;
}

/** Adds the flags that `dev` and `serve` share to a command. */
export const serviceFlags = (command: Command): Command =>
  retentionFlags(openIdFlags(metricsFlags(connectionFlags(proxyFlags(databaseFlags(fidoFlags(command)))))))
    .addOption(new Option('--host <address>', 'address to listen on').env('COFACTOR_HOST').default('127.0.0.1'))
    .addOption(
      new Option('--port <number>', 'port to listen on; 0 takes any free one')
        .env('COFACTOR_PORT')
        .argParser((text) => wholeNumber('--port', text, 0, 65_535))
        .default(8080),
    )
    .addOption(
      new Option('--public-url <url>', 'base of every link (default: the address listened on)').env(
        'COFACTOR_PUBLIC_URL',
      ),
    )
    .addOption(
      new Option('--api-limit <number>', 'requests a minute per API token, endpoint family and method')
        .env('COFACTOR_API_LIMIT')
        .argParser((text) => wholeNumber('--api-limit', text, 1, 1_000_000_000))
        .default(600),
    )
    .addOption(
      new Option('--issuer <name>', 'name of the organization, in authenticator apps and templates')
        .env('COFACTOR_ISSUER')
        .argParser(issuerName)
        .default('Cofactor'),
    )
    .addOption(
      new Option(
        '--unnamed-callers <choice>',
        'callers that name no end user: available goes on judging short answers, with pauses; safe wants long ones',
      )
        .choices(['available', 'safe'])
        .env('COFACTOR_UNNAMED_CALLERS')
        .default('available'),
    )
    .addOption(countryFlag());
