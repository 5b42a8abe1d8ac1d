import { ConfigError, metricsToken, oktaHookSecret, publicUrl } from '../../config.ts';
import { providers } from '../../delivery/providers/index.ts';
import { isEveryAddress } from '../../domain/values/network.ts';
import { startService } from '../../service.ts';
import { refuseNewer, SchemaError } from '../../store/migrate.ts';
import { openEngine } from '../../store/open.ts';
import { realDelivery } from '../delivery.ts';
import { connectionOptions } from '../flags/connectionFlags.ts';
import { postgresOptions } from '../flags/databaseFlags.ts';
import { fidoOptions } from '../flags/fidoFlags.ts';
import { guardHint, guardPolicy } from '../flags/guardFlags.ts';
import { loss, metering, metricsHint, tellOfMetrics } from '../flags/metricsFlags.ts';
import { openIdSettings } from '../flags/openIdFlags.ts';
import { outgoingPolicy } from '../flags/outgoingFlags.ts';
import { proxyPolicy } from '../flags/proxyFlags.ts';
import { retentionOf } from '../flags/retentionFlags.ts';
import type { ServiceFlags, ServiceSecrets } from '../flags/serviceFlags.ts';
import { hashesAtOnce } from '../hashesAtOnce.ts';
import { createAuditLog } from '../log/auditLog.ts';
import { createLogger, serverLog } from '../log/log.ts';
import { masterKeysOf } from '../masterKeys.ts';
import { readProviders } from '../providers.ts';
import { runUntilStopped } from '../run.ts';
import { holdFile, requireFile } from '../sqliteFile.ts';
import { tracing } from '../tracing.ts';

export interface ServeFlags extends ServiceFlags {
  /** Seconds between SIGTERM and the last request that is accepted. */
  readonly drain: number;
}

/** `cofactor serve`: the service for real. Nothing of development mode is reachable from here. */
export async function serve(flags: ServeFlags, secrets: ServiceSecrets): Promise<void> {
  const masterKeys = await masterKeysOf(secrets.masterKey);
  if (isEveryAddress(flags.host) && flags.publicUrl === undefined) {
    throw new ConfigError(
      `--host ${flags.host} listens on every address, and links cannot be made of it; say what callers see with ` +
        '--public-url https://… (COFACTOR_PUBLIC_URL)',
    );
  }
  const guard = guardPolicy(flags, 'refuse');
  const hookSecret = oktaHookSecret(secrets.oktaHook);
  const scrapeToken = metricsToken(secrets.metrics);
  const types = Object.values(providers);
  const fixed = readProviders(secrets.providers, types, Temporal.Now.instant());
  const logger = createLogger(flags);
  const fido = await fidoOptions(flags, (line) => logger.warn(line));
  const lost = (error: Error) => logger.warn({ err: error }, 'the database failed');
  requireFile(flags.database);
  const hold = holdFile(flags.database);
  const engine = await openEngine(flags.database, lost, postgresOptions(flags));
  const { missing } = await refuseNewer(engine.kysely as never);
  if (missing.length > 0) {
    await engine.close();
    throw new SchemaError(`the database lacks ${missing.join(', ')}; run: cofactor migrate --database …`);
  }
  const log = serverLog(logger);
  const meter = await metering(flags, scrapeToken);
  const lose = loss(meter);
  const service = await startService({
    ...flags,
    ...fido,
    ...openIdSettings(flags, secrets.openid),
    ...(flags.publicUrl !== undefined && { publicUrl: publicUrl(flags.publicUrl) }),
    engine: { ...engine, close: () => engine.close().finally(() => hold?.release()) },
    masterKeys,
    delivery: (parts) => realDelivery(parts, logger),
    guard,
    providers: { types, fixed, log: (line) => logger.info(line) },
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
    now: () => Temporal.Now.instant(),
    strict: false,
    log,
  });
  const stored = await service.services.store.messageProviders.list();
  if (![...fixed, ...stored].some(({ enabled }) => enabled)) {
    logger.warn('no message provider is configured: messages are refused with E0000138');
  }
  const hint = guardHint(guard);
  if (hint !== undefined) logger.warn(hint);
  tellOfMetrics(service, logger, metricsHint(flags, scrapeToken));
  runUntilStopped(service, logger, { drainMs: flags.drain * 1_000 });
}
