import { ConfigError } from '../../config.ts';
import { randomBytes } from '../../crypto/random.ts';
import { createVault } from '../../crypto/vault.ts';
import { createRoster } from '../../delivery/createRoster.ts';
import { providers } from '../../delivery/providers/index.ts';
import type { MessageProvider } from '../../domain/providers/messageProvider.ts';
import { settingsComplaints } from '../../domain/providers/providerSettings.ts';
import { type CountryCode, toE164 } from '../../domain/values/phoneNumber.ts';
import { trustedConnector } from '../../outgoing/connector.ts';
import type { Store } from '../../store/store.ts';
import type { ServiceSecrets } from '../flags/serviceFlags.ts';
import { masterKeysOf } from '../masterKeys.ts';
import { readProviders } from '../providers.ts';
import { type Where, withStore } from '../withStore.ts';

type Secrets = Pick<ServiceSecrets, 'masterKey' | 'providers'>;

const types = Object.values(providers);

/** `cofactor provider list`: id, state, type, channels, where it comes from and name, a line each. */
export const listProviders = (flags: Where, secrets: Secrets): Promise<void> =>
  withProviders(flags, secrets, async (all) => {
    for (const { id, enabled, type, channels, fixed, name } of all) {
      const state = enabled ? 'active  ' : 'inactive';
      process.stdout.write(
        `${id}  ${state}  ${type}  ${channels.join(',')}  ${fixed ? 'configuration' : 'api'}  ${name}\n`,
      );
    }
  });

export interface TestFlags extends Where {
  readonly to: string;
  readonly channel?: string;
  readonly defaultCountry: CountryCode;
}

/** `cofactor provider test ID --to RECIPIENT`: sends one message for real, and says what the provider answered. */
export const testProvider = (id: string, flags: TestFlags, secrets: Secrets): Promise<void> =>
  withProviders(flags, secrets, async (all, store) => {
    const provider = all.find((one) => one.id === id);
    if (!provider) throw new ConfigError(`there is no provider ${id}; list them with: cofactor provider list`);
    const wanted = flags.channel ?? (flags.to.includes('@') ? 'email' : 'sms');
    const channel = provider.channels.find((one) => one === wanted);
    if (!channel) throw new ConfigError(`${id} carries ${provider.channels.join(', ')}, not ${wanted}; see --channel`);
    const to = channel === 'email' ? flags.to : toE164(flags.to, flags.defaultCountry);
    if (to === undefined)
      throw new ConfigError('--to must be a phone number; with its country code it is such as +18025550100');
    const type = types.find((one) => one.id === provider.type);
    const complaints = type ? settingsComplaints(type.settings, provider.settings) : ['its type is unknown'];
    if (complaints.length > 0) throw new ConfigError(`${id} cannot be used: ${complaints.join('; ')}`);
    const own = { fetch, connector: trustedConnector };
    const roster = createRoster({
      types,
      fixed: [],
      stored: () => store.messageProviders.list(),
      io: {
        now: () => Temporal.Now.instant(),
        random: randomBytes,
        log: (line) => process.stderr.write(`${line}\n`),
      },
      // The operator is here, and says where to.
      outside: { trusted: own, guarded: own },
      addressProblem: () => undefined,
      webhookUrl: () => undefined,
      reported: () => {},
      monotonicMs: () => performance.now(),
    });
    const { result, milliseconds, reference, reason } = await roster.test(provider, { channel, to });
    const said = [reference && `reference ${reference}`, reason].filter(Boolean).join(', ');
    const line = `${result} in ${milliseconds} ms${said === '' ? '' : ` (${said})`}`;
    if (result !== 'ACCEPTED') throw new ConfigError(line);
    process.stdout.write(`${line}\n`);
  });

async function withProviders(
  flags: Where,
  secrets: Secrets,
  work: (all: readonly MessageProvider[], store: Store) => Promise<void>,
): Promise<void> {
  const vault = createVault(await masterKeysOf(secrets.masterKey));
  const fixed = readProviders(secrets.providers, types, Temporal.Now.instant());
  await withStore(flags, async (store) => work([...fixed, ...(await store.messageProviders.list())], store), vault);
}
