import { connect } from 'node:net';
import { createLogger, serverLog } from '../src/cli/log.ts';
import { renderMessage } from '../src/delivery/render.ts';
import { startService } from '../src/service.ts';
import { openEngine } from '../src/store/open.ts';
import { answerParent } from './child.ts';
import { masterKeys } from './seed.ts';

const [database = '', carrier = ''] = process.argv.slice(2);

/** The service as `cofactor serve` runs it, but for a carrier that takes every message and hands it to the load generator. */
const engine = openEngine(database, (error) => console.error(error));
const logger = createLogger();
const wire = connect(carrier);
const service = await startService({
  host: '127.0.0.1',
  port: 0,
  apiLimit: 1_000_000_000,
  strict: false,
  engine,
  masterKeys,
  delivery: {
    async send({ message, wording }) {
      renderMessage({ message, wording });
      wire.write(`${message.to} ${message.values.code}\n`);
      return { accepted: true, attempts: [] };
    },
  },
  now: () => Temporal.Now.instant(),
  log: serverLog(logger),
});

answerParent(async ({ sql }: { readonly sql?: string }) => {
  if (sql !== undefined) return (await engine.read({ text: sql, values: [] }))[0];
  const { user, system } = process.cpuUsage();
  return { url: service.url, cpuMs: (user + system) / 1000, rssMib: process.memoryUsage.rss() / 2 ** 20 };
});
process.on('SIGTERM', async () => {
  wire.destroy();
  await service.close();
  logger.flushSync();
  process.exit(0);
});
