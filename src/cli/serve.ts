import { parseMasterKeys, publicUrl } from '../config.ts';
import { noProvider } from '../delivery/noProvider.ts';
import { startService } from '../service.ts';
import { refuseNewer, SchemaError } from '../store/migrate.ts';
import { openEngine } from '../store/open.ts';
import { createLogger, serverLog } from './log.ts';
import type { ServiceFlags } from './program.ts';
import { runUntilStopped } from './run.ts';

/** `cofactor serve`: the service for real. Nothing of development mode is reachable from here. */
export async function serve(flags: ServiceFlags, masterKey: string | undefined): Promise<void> {
  const masterKeys = parseMasterKeys(masterKey);
  const logger = createLogger();
  const engine = openEngine(flags.database, (error) => logger.warn({ err: error }, 'lost a database connection'));
  const { missing } = await refuseNewer(engine.kysely as never);
  if (missing.length > 0) {
    await engine.close();
    throw new SchemaError(`the database lacks ${missing.join(', ')}; run: cofactor migrate --database …`);
  }
  const log = serverLog(logger);
  logger.warn('no message provider is configured: messages are refused with E0000138');
  const service = await startService({
    ...flags,
    ...(flags.publicUrl !== undefined && { publicUrl: publicUrl(flags.publicUrl) }),
    engine,
    masterKeys,
    delivery: {
      async send(outgoing) {
        const receipt = await noProvider.send(outgoing);
        const { channel, purpose } = outgoing.message;
        logger.error({ messageId: outgoing.id, channel, purpose, receipt }, 'a message was not sent');
        return receipt;
      },
    },
    now: () => Temporal.Now.instant(),
    strict: false,
    log,
  });
  runUntilStopped(service, logger);
}
