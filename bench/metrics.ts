import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startChild } from './child.ts';
import type { LoadQuestion, Slice } from './load.ts';
import { usageOf } from './processes.ts';
import { markdown, median, perSecond, type Sample } from './report.ts';
import { seed } from './seed.ts';
import { startService } from './service.ts';

/** Users for each round: each has two factors, and a factor three codes at any time, more than a slice uses up. */
const USERS_A_ROUND = 2_500;
const SLICE_MS = 1_000;
/** Prometheus asks four times a minute by default; here it asks in each slice. */
const GOAL = 0.03;

/** Services that differ in nothing but in what they tell of themselves; the first tells nothing. */
const told = (collector: string) =>
  [
    { name: 'metrics off', env: {} },
    { name: 'metrics on', env: { COFACTOR_METRICS_TOKEN: TOKEN }, goal: GOAL },
    { name: 'a trace of 100', env: { ...tracesTo(collector), ...ONE_OF_100 }, goal: GOAL },
    { name: 'every trace', env: tracesTo(collector) },
  ] as const;

const tracesTo = (collector: string) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector });
const ONE_OF_100 = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.01' };

/**
 * Measures the cost of metrics and of traces: TOTP verify by services that differ in nothing but them, in turn, so that a busy
 * machine is busy for all. The one with metrics is scraped once in each slice; traces go to a collector that takes them.
 */
export async function metricsReport(
  folder: string,
  program: readonly string[],
  rounds: number,
  users = USERS_A_ROUND * (rounds + 1),
): Promise<string> {
  const load = startChild('load.ts', 1);
  const ask = <T>(question: LoadQuestion) => load.ask<T>(question);
  const collector = await startCollector();
  const services = [];
  for (const [at, { name, env, ...rest }] of told(collector.url).entries()) {
    const database = `sqlite:${join(folder, `metrics-${at}.db`)}`;
    const factors = join(folder, `metrics-${at}.json`);
    writeFileSync(factors, JSON.stringify(await seed(database, users)));
    const service = await startService(program, database, { core: 0, env });
    await ask({ do: 'target', target: name, url: service.url, factors });
    services.push({ name, service, goal: 'goal' in rest ? rest.goal : undefined, samples: [] as Sample[] });
  }
  for (let round = -1; round < rounds; round++) {
    for (const { name, service, samples } of round % 2 === 0 ? services : services.toReversed()) {
      const before = usageOf(service.pid);
      const slice = ask<Slice>({ do: 'slice', target: name, scenario: 'totp', ms: SLICE_MS });
      if (name === 'metrics on') await scrape(service.url);
      const sample = { ...(await slice), cpuMs: usageOf(service.pid).cpuMs - before.cpuMs };
      // The first round only warms up.
      if (round >= 0) samples.push(sample);
    }
  }
  const counted = await scrape(services[1]?.service.url ?? '');
  if (!/^cofactor_verifications_total\{.*"accepted".*\} [1-9]/m.test(counted)) throw new Error('nothing was counted');
  for (const { service } of services) await service.stop();
  await load.stop();
  if ((await collector.stop()) === 0) throw new Error('no trace came to the collector');
  const [off, ...others] = services as [(typeof services)[number], ...typeof services];
  const rows = services.map(({ name, samples }) => [
    `SQLite: TOTP verify, ${name}`,
    Math.round(perSecond(samples)),
    median(samples.map(each)).toFixed(1),
  ]);
  return [
    `${rounds} rounds of ${SLICE_MS / 1_000} s slices of each in turn, medians\n`,
    markdown([['what', 'per second', 'CPU µs each'], ...rows]),
    ...others.map(({ name, samples, goal }) => `\n${costText(name, off.samples, samples, goal)}`),
  ].join('\n');
}

const each = ({ cpuMs, count }: Sample) => (cpuMs * 1_000) / count;

function costText(name: string, off: readonly Sample[], on: readonly Sample[], goal: number | undefined): string {
  const shares = on.map((sample, round) => each(sample) / each(off[round] as Sample) - 1);
  const share = median(shares);
  const inOrder = shares.toSorted((a, b) => a - b);
  const [low, high] = [0.25, 0.75].map((part) => inOrder[Math.floor(part * (inOrder.length - 1))] ?? Number.NaN);
  const reached = goal && `; the goal is below ${goal * 100} %: ${share < goal ? 'reached' : 'missed'}`;
  return `${name}: costs ${percent(share)} of a verification, median of rounds (half of them between ${percent(low)} and ${percent(high)})${reached ?? ''}`;
}

/** A collector that takes whatever it is sent; `stop` gives the number of bytes. */
async function startCollector() {
  let bytes = 0;
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      return bytes;
    },
  };
}

const percent = (share = Number.NaN): string => `${(share * 100).toFixed(1)} %`;

const TOKEN = 'benchmark-token-of-the-metrics';

/** Scrapes in the middle of a slice. */
async function scrape(url: string): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, SLICE_MS / 2));
  const reply = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  if (!reply.ok) throw new Error(`no metrics: ${reply.status}`);
  return reply.text();
}
