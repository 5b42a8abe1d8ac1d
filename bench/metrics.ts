import { writeFileSync } from 'node:fs';
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

/**
 * Measures the cost of metrics: TOTP verify by two services that differ in nothing but them, in turn, so that a busy machine is busy
 * for both. The one with metrics is scraped once in each slice.
 */
export async function metricsReport(
  folder: string,
  program: readonly string[],
  rounds: number,
  users = USERS_A_ROUND * (rounds + 1),
): Promise<string> {
  const load = startChild('load.ts', 1);
  const ask = <T>(question: LoadQuestion) => load.ask<T>(question);
  const services = [];
  for (const name of ['off', 'on'] as const) {
    const database = `sqlite:${join(folder, `metrics-${name}.db`)}`;
    const factors = join(folder, `metrics-${name}.json`);
    writeFileSync(factors, JSON.stringify(await seed(database, users)));
    const token = name === 'on' ? { COFACTOR_METRICS_TOKEN: TOKEN } : {};
    const service = await startService(program, database, { core: 0, env: token });
    await ask({ do: 'target', target: name, url: service.url, factors });
    services.push({ name, service, samples: [] as Sample[] });
  }
  for (let round = -1; round < rounds; round++) {
    for (const { name, service, samples } of round % 2 === 0 ? services : services.toReversed()) {
      const before = usageOf(service.pid);
      const slice = ask<Slice>({ do: 'slice', target: name, scenario: 'totp', ms: SLICE_MS });
      if (name === 'on') await scrape(service.url);
      const sample = { ...(await slice), cpuMs: usageOf(service.pid).cpuMs - before.cpuMs };
      // The first round only warms up.
      if (round >= 0) samples.push(sample);
    }
  }
  const counted = await scrape(services[1]?.service.url ?? '');
  if (!/^cofactor_verifications_total\{.*"accepted".*\} [1-9]/m.test(counted)) throw new Error('nothing was counted');
  for (const { service } of services) await service.stop();
  await load.stop();
  const each = ({ cpuMs, count }: Sample) => (cpuMs * 1_000) / count;
  const [off, on] = services.map(({ samples }) => samples) as [Sample[], Sample[]];
  const shares = on.map((sample, round) => each(sample) / each(off[round] as Sample) - 1);
  const rows = services.map(({ name, samples }) => [
    `SQLite: TOTP verify, metrics ${name}`,
    Math.round(perSecond(samples)),
    median(samples.map(each)).toFixed(1),
  ]);
  const share = median(shares);
  const inOrder = shares.toSorted((a, b) => a - b);
  const [low, high] = [0.25, 0.75].map((part) => inOrder[Math.floor(part * (inOrder.length - 1))] ?? Number.NaN);
  return [
    `${rounds} rounds of ${SLICE_MS / 1_000} s slices of each in turn, medians\n`,
    markdown([['what', 'per second', 'CPU µs each'], ...rows]),
    `\nmetrics cost ${percent(share)} of a verification, median of rounds (half of them between ${percent(low)} and ${percent(high)}); the goal is below ${GOAL * 100} %: ${share < GOAL ? 'reached' : 'missed'}`,
  ].join('\n');
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
