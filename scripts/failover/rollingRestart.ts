import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { startBalancer } from './balancer.ts';
import { type Figures, mustBeZero, tallied } from './figures.ts';
import { call, person, type Tally } from './load.ts';
import type { Server } from './server.ts';
import { command, type Service, startService } from './service.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Two services behind a proxy, each restarted in its turn under load. */
export async function rollingRestart(server: Server, rounds: number, folder: string): Promise<Figures> {
  const masterKey = randomBytes(32).toString('base64');
  await server.ask('drop database if exists rolling');
  await server.ask('create database rolling');
  const database = server.url.replace(/postgres$/, 'rolling');
  const env = { COFACTOR_MASTER_KEY: masterKey, COFACTOR_DATABASE_URL: database, COFACTOR_DRAIN: '1' };
  await command(['migrate'], { folder, env });
  const token =
    (await command(['token', 'create', 'rolling', '--role', 'SUPER_ADMIN'], { folder, env })).match(
      /^cof_\w{49}$/m,
    )?.[0] ?? '';
  const serve = () => startService(['serve', '--port', '0', '--api-limit', '1000000000'], { folder, env });

  const balancer = await startBalancer();
  let services: Service[] = [await serve(), await serve()];
  for (const { url } of services) balancer.backends.add(url);
  await sleep(1_000);
  const answers: Tally = new Map();
  let going = true;
  const calls = Promise.all(
    Array.from({ length: 6 }, async () => {
      while (going) await call(balancer.url, answers, { path: '/api/v1/users', body: person(), token });
    }),
  );
  for (let round = 0; round < rounds; round++) {
    const [old, other] = services as [Service, Service];
    const exited = once(old.child, 'exit');
    old.child.kill('SIGTERM');
    await exited;
    balancer.backends.delete(old.url);
    const next = await serve();
    balancer.backends.add(next.url);
    await sleep(600);
    services = [other, next];
  }
  going = false;
  await calls;
  for (const { child } of services) child.kill('SIGKILL');
  balancer.close();
  const served = answers.get(200) ?? 0;
  const failed = [...answers.values()].reduce((sum, times) => sum + times, 0) - served;
  return {
    name: `${rounds} restarts of two services in turn, behind a proxy`,
    lines: [`answers ${tallied(answers)}`],
    failures: mustBeZero({ 'requests failed': failed, 'requests served: there was no load': served === 0 ? 1 : 0 }),
  };
}
