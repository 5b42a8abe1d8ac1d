import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../scripts/postgres.ts';
import { type Child, startChild } from './child.ts';
import type { LoadQuestion, Slice } from './load.ts';
import { apiToken, seed } from './seed.ts';

const only = process.argv.find((a) => a.startsWith('--only='))?.slice(7).split(',');
const rounds = Number(process.argv.find((a) => a.startsWith('--rounds='))?.slice(9) ?? 12);
const users = Number(process.argv.find((a) => a.startsWith('--users='))?.slice(8) ?? 8000);
const folder = mkdtempSync(join(tmpdir(), 'cofactor-bench-'));
const postgres = await startPostgres({ durable: true });
const carrier = join(folder, 'carrier');
const load = startChild('load.ts', [carrier], 1);
await new Promise((r) => setTimeout(r, 500));
const servers = new Map<string, Child>();
const bare = startChild('echo.ts', [], 0);
servers.set('bare', bare);
const ask = <T>(question: LoadQuestion) => load.ask<T>(question);
for (const [name, database] of [
  ['sqlite', `sqlite:${join(folder, 'bench.db')}`],
  ...(postgres.url ? [['postgres', postgres.url]] : []),
] as [string, string][]) {
  const t = performance.now();
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(await seed(database, users)));
  console.log('seeded', name, performance.now() - t);
  const server = startChild('server.ts', [database, carrier], 0);
  servers.set(name, server);
  const { url } = await server.ask<{ url: string }>({});
  await ask({ do: 'target', target: name, url, factors: file });
}
const { url } = await servers.get('sqlite')!.ask<{ url: string }>({});
const listed = await (await fetch(`${url}/api/v1/users/00u00000000000000001/factors`, { headers: { authorization: `SSWS ${apiToken}` } })).text();
console.log(listed.length);
const b = await bare.ask<{ url: string }>({ replies: { GET: listed, POST: '{"factorResult":"SUCCESS"}' } });
await ask({ do: 'echo', url: b.url, path: '/api/v1/users/00u00000000000000001/factors/ost00000000000000001/verify', body: '{"passCode":"123456"}' });

const jobs = [
  ['bare', 'GET'], ['bare', 'POST'],
  ...[...servers.keys()].filter((n) => n !== 'bare').flatMap((n) => [[n, 'list'], [n, 'totp'], [n, 'sms']]),
].filter((j) => !only || only.includes(j.join(':')) || j[0] === 'bare') as [string, string][];
const results = new Map<string, (Slice & { cpu: number })[]>();
for (let round = -1; round < rounds; round++) {
  for (const [target, scenario] of jobs.map((j) => [Math.random(), j] as const).sort((a, b) => a[0] - b[0]).map(([, j]) => j)) {
    const server = servers.get(target)!;
    const before = await server.ask<{ cpuMs: number }>({});
    const s = await ask<Slice>({ do: 'slice', target, scenario, ms: 1000 });
    const after = await server.ask<{ cpuMs: number }>({});
    if (round < 0) continue;
    const key = `${target}:${scenario}`;
    results.set(key, [...(results.get(key) ?? []), { ...s, cpu: (after.cpuMs - before.cpuMs) * 1000 / s.count }]);
  }
}
const median = (n: number[]) => n.sort((a, b) => a - b)[Math.floor(n.length / 2)]!;
const table = [...results].sort().map(([key, s]) => ({ key, rps: Math.round(median(s.map((x) => x.count / x.seconds))), p50: median(s.map((x) => x.p50)).toFixed(1), p99: median(s.map((x) => x.p99)).toFixed(1), cpuUs: Math.round(median(s.map((x) => x.cpu))), genBusy: median(s.map((x) => x.busy)).toFixed(2) }));
console.table(table);
const rps = (k: string) => table.find((t) => t.key === k)?.rps ?? NaN;
for (const { key, rps: r } of table) console.log(key, (r / rps(key.endsWith(':list') ? 'bare:GET' : 'bare:POST')).toFixed(3));
for (const s of servers.values()) await s.stop();
await load.stop();
if (postgres.url) await postgres.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
