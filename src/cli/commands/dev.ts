import { developmentKeys, metricsToken, oktaHookSecret, publicUrl } from '../../config.ts';
import { providers } from '../../delivery/providers/index.ts';
import { DevClock } from '../../dev/clock.ts';
import { createDevices, type Devices } from '../../dev/devices/devices.ts';
import { prompting } from '../../dev/devices/prompting.ts';
import { deviceWorld } from '../../dev/devices/world.ts';
import type { FixedCode } from '../../dev/fixedCode.ts';
import { fixedCodeRule } from '../../dev/fixedCodes.ts';
import { Inbox } from '../../dev/inbox.ts';
import { inboxPlace } from '../../dev/page/routes.ts';
import { addDevRoutes } from '../../dev/routes.ts';
import { isEveryAddress, isLoopback } from '../../domain/values/network.ts';
import { qrCodeOf } from '../../operations/factors/qrCode.ts';
import { startService } from '../../service.ts';
import { migrate } from '../../store/migrate.ts';
import { openEngine } from '../../store/open.ts';
import { resetStore } from '../../store/reset.ts';
import { devDelivery } from '../devDelivery.ts';
import { allowDevToken } from '../devToken.ts';
import { connectionOptions } from '../flags/connectionFlags.ts';
import { postgresOptions } from '../flags/databaseFlags.ts';
import { fidoOptions } from '../flags/fidoFlags.ts';
import { guardPolicy } from '../flags/guardFlags.ts';
import { loss, metering, metricsHint, tellOfMetrics } from '../flags/metricsFlags.ts';
import { openIdSettings } from '../flags/openIdFlags.ts';
import { outgoingPolicy } from '../flags/outgoingFlags.ts';
import { proxyPolicy } from '../flags/proxyFlags.ts';
import { retentionOf } from '../flags/retentionFlags.ts';
import type { ServiceFlags, ServiceSecrets } from '../flags/serviceFlags.ts';
import { hashesAtOnce } from '../hashesAtOnce.ts';
import { createAuditLog } from '../log/auditLog.ts';
import { createLogger, serverLog } from '../log/log.ts';
import { ownAddresses } from '../ownAddresses.ts';
import { warnOfNewProviders, warnOfProviders } from '../providerNotice.ts';
import { readProviders } from '../providers.ts';
import { runUntilStopped } from '../run.ts';
import { tracing } from '../tracing.ts';
import { trustHelp } from '../trustHelp.ts';

export interface DevFlags extends ServiceFlags {
  readonly token: string;
  /** Messages go out besides landing in the inbox, or never do; when absent, those that a provider carries do. */
  readonly send?: boolean;
  readonly fixedCodes: readonly FixedCode[];
  /** Names by which its pages and calls under /dev may be called besides loopback ones. */
  readonly allowedHosts?: readonly string[];
  /** With a certificate of an authority of its own. */
  readonly https?: true;
}

/** `cofactor dev`: the same service with three things swapped: the clock, the carrier and a fixed API token. */
export async function dev(flags: DevFlags, secrets: Omit<ServiceSecrets, 'masterKey'>): Promise<void> {
  const guard = guardPolicy(flags, 'accept');
  const hookSecret = oktaHookSecret(secrets.oktaHook);
  const scrapeToken = metricsToken(secrets.metrics);
  const types = Object.values(providers);
  const fixed = readProviders(secrets.providers, types, Temporal.Now.instant());
  const logger = createLogger(flags);
  const fido = await fidoOptions(flags, (line) => logger.warn(line));
  for (const { for: patterns, until } of flags.fixedCodes) logger.warn({ for: patterns, until }, 'codes are fixed');
  const clock = new DevClock(() => Temporal.Now.instant());
  const inbox = new Inbox(clock.now);
  const lost = (error: Error) => logger.warn({ err: error }, 'the database failed');
  const engine = await openEngine(flags.database, lost, postgresOptions(flags));
  await migrate(engine.kysely as never);
  // The library for certificates takes its time to load.
  const { epochMilliseconds } = Temporal.Now.instant();
  const tls = flags.https && (await (await import('../localCa.ts')).localTls(flags, epochMilliseconds));
  const meter = await metering(flags, scrapeToken);
  const lose = loss(meter);
  let devices: Devices;
  const service = await startService({
    ...flags,
    ...fido,
    ...openIdSettings(flags, secrets.openid),
    ...(flags.publicUrl !== undefined && { publicUrl: publicUrl(flags.publicUrl) }),
    engine,
    masterKeys: developmentKeys(flags.database),
    delivery: (parts) => devDelivery(parts, inbox, logger, flags.send),
    prompts: (others) => prompting(others, () => devices),
    guard,
    fixedCode: fixedCodeRule(flags.fixedCodes),
    providers: { types, fixed },
    proxies: proxyPolicy(flags),
    ...connectionOptions(flags),
    ...meter,
    ...(await tracing(secrets.telemetry, logger, () => lose('span'))),
    audit: createAuditLog(flags, logger, () => lose('audit_line')),
    outgoingPolicy: outgoingPolicy(flags),
    retention: retentionOf(flags),
    hashesAtOnce: hashesAtOnce(),
    onError: (error) => logger.error({ err: error }, 'delivery failed'),
    ...(hookSecret !== undefined && { oktaHookSecret: hookSecret }),
    now: clock.now,
    monotonicMs: () => clock.now().epochMilliseconds,
    strict: true,
    places: [inboxPlace],
    ...(tls && { tls: tls.certificate }),
    log: serverLog(logger),
    async extend(app, services) {
      const stored = await services.store.messageProviders.list();
      warnOfProviders(logger, [...fixed, ...stored.filter(({ enabled }) => enabled)], flags.send);
      warnOfNewProviders(app, logger, flags.send);
      const token = await allowDevToken(services, flags.token);
      devices = createDevices(
        deviceWorld(app, {
          ...services,
          token: flags.token,
          qrCode: (of) => qrCodeOf(services, of),
          onError: (error) => logger.error({ err: error }, 'a virtual device failed'),
        }),
      );
      const reset = async () => {
        await resetStore(engine);
        await allowDevToken(services, flags.token, token);
      };
      const { store } = services;
      addDevRoutes(app, { inbox, clock, devices, store, hosts: hostsOf(flags), token: flags.token, reset });
    },
  });
  if (isEveryAddress(flags.host) && flags.publicUrl === undefined) {
    const others = ownAddresses().filter((address) => !isLoopback(address));
    logger.warn(
      { links: service.url, addresses: others },
      'links are made of a name that only this machine knows; for other machines start with --public-url http://ADDRESS:PORT',
    );
  }
  tellOfMetrics(service, logger, metricsHint(flags, scrapeToken));
  runUntilStopped(service, logger, { more: [inboxPlace], token: flags.token });
  if (tls) process.stderr.write(trustHelp(tls.caFile));
}

/** The names a developer may call the service by; on all addresses it is any that the public URL has. */
function hostsOf({ host, publicUrl: base, allowedHosts = [] }: DevFlags): readonly string[] {
  return [host, ...(base === undefined ? [] : [new URL(base).hostname]), ...allowedHosts];
}
