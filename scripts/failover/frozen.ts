import { type Figures, mustBeZero } from './figures.ts';
import { call, person } from './load.ts';
import type { Server } from './server.ts';
import { startService } from './service.ts';

interface Timed {
  readonly status: number;
  readonly ms: number;
}

async function timed(url: string, path: string, body?: unknown): Promise<Timed> {
  const from = performance.now();
  const { status } = await fetch(url + path, {
    headers: { authorization: 'SSWS dev-token', 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status, ms: Math.round(performance.now() - from) };
}

/** A server that is stopped with SIGSTOP, which still accepts TCP, and then a standby that no longer confirms. */
export async function frozen(primary: Server, standby: Server, folder: string): Promise<Figures> {
  const args = ['dev', '--port', '0', '--api-limit', '1000000000', '--database', primary.url];
  const { url, child } = await startService(args, { folder, env: {} });
  const create = () => timed(url, '/api/v1/users', person());
  await create();

  primary.signalAll('SIGSTOP');
  const [changed, read, probe] = await Promise.all([create(), timed(url, '/api/v1/users'), timed(url, '/readyz')]);
  const probedAgain = await timed(url, '/readyz');
  primary.signalAll('SIGCONT');
  const thawed = await create();

  standby.signalAll('SIGSTOP');
  const unconfirmed = await create();
  standby.signalAll('SIGCONT');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const confirmed = new Map<number, number>();
  await call(url, confirmed, { path: '/api/v1/users', body: person() });
  child.kill('SIGKILL');

  const slow = (all: readonly Timed[], most: number) =>
    all.filter(({ status, ms }) => status !== 503 || ms > most).length;
  const text = (all: readonly Timed[]) => all.map(({ status, ms }) => `${status} after ${ms} ms`).join(', ');
  return {
    name: 'a frozen server (SIGSTOP), a frozen synchronous standby',
    lines: [
      `callers ${text([changed, read])}; /readyz ${text([probe, probedAgain])}; thawed ${text([thawed])}`,
      `a change that the standby has not confirmed: ${text([unconfirmed])}`,
    ],
    failures: mustBeZero({
      'callers did not hear 503 within 5 s': slow([changed, read, unconfirmed], 5_000),
      'probes did not hear 503 within 2 s': slow([probe, probedAgain], 2_000),
      'requests were not served afterwards': [thawed.status, ...confirmed.keys()].filter((status) => status !== 200)
        .length,
    }),
  };
}
