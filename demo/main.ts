import { parseArgs } from 'node:util';
import { scenarios } from './scenarios/index.ts';
import { createDemo } from './support/createDemo.ts';
import { type OwnService, startService } from './support/service.ts';
import { Transcript } from './support/transcript.ts';

const HELP = `npm run demo -- [--database URL] | [--url URL] [--token TOKEN]

Drives the service with Okta's published SDK for Node.js and with plain HTTP, prints every call, its status and every
message, and exits 1 at the first thing that is not as Okta would answer.

  --database URL   start a service on this database (default: sqlite::memory:)
  --url URL        use one that runs already as cofactor dev; its clock is moved forward, users of the demo are removed
  --token TOKEN    its API token (default: dev-token)`;
const LONGEST_MS = 120_000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      token: { type: 'string', default: 'dev-token' },
      database: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.url !== undefined && values.database !== undefined) {
    throw new Error('--database is for a service the demo starts itself; leave it out together with --url');
  }
  // The SDK sends everything through a proxy that the environment names, even what is on this machine.
  if (values.url === undefined) for (const name of ['https_proxy', 'HTTPS_PROXY']) delete process.env[name];
  // Ending by `exit` is what takes the service along.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  setTimeout(() => fail(new Error(`it takes longer than ${LONGEST_MS / 1000} seconds`)), LONGEST_MS).unref();

  if (values.url !== undefined) {
    return runAll({ url: values.url.replace(/\/+$/, ''), token: values.token, usedBefore: false });
  }
  const service = await startService(values.database ?? 'sqlite::memory:', values.token);
  console.log(`cofactor dev listens on ${service.url}`);
  const usedBefore = values.database !== undefined;
  const code = await runAll({ url: service.url, token: values.token, usedBefore, service });
  await service.stop();
  return code;
}

interface Target {
  readonly url: string;
  readonly token: string;
  readonly usedBefore: boolean;
  /** When it is the demo's own. */
  readonly service?: OwnService;
}

/** Every scenario, until one of them meets a deviation. */
async function runAll({ url, token, usedBefore, service }: Target): Promise<number> {
  const started = performance.now();
  const say = new Transcript();
  const demo = await createDemo(url, token, say, { usedBefore });
  for (const { title, run } of scenarios) {
    say.scenario(title);
    try {
      await run(demo);
    } catch (error) {
      console.error(`\nDEVIATION in "${title}"\n`, error);
      for (const line of service?.complaints() ?? []) console.error(line);
      return 1;
    } finally {
      await demo.cleanUp().catch((error: Error) => console.error(`not everything was cleaned up: ${error.message}`));
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `\n${scenarios.length} scenarios, ${say.calls} calls, ${say.messages} messages: all as expected, in ${seconds} s`,
  );
  return 0;
}

function fail(error: unknown): never {
  const { message, cause } = error instanceof Error ? error : { message: String(error) };
  console.error(`demo: ${message}${cause instanceof Error ? ` (${cause.message})` : ''}`);
  process.exit(1);
}

process.exit(await main().catch(fail));
