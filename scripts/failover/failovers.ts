import { add, type Figures, mustBeZero, tallied } from './figures.ts';
import { broken, startLoad, type Tally } from './load.ts';
import type { Server } from './server.ts';
import { startService } from './service.ts';

const BACK_WITHIN_MS = 5_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until a primary has a standby that every COMMIT waits for. */
export async function requireSync(primary: Server): Promise<void> {
  await primary.ask(`alter system set synchronous_standby_names = '*'`);
  await primary.ask('select pg_reload_conf()');
  while ((await primary.ask(`select 1 from pg_stat_replication where sync_state = 'sync'`)).length === 0)
    await sleep(50);
}

/** The URL that names both servers. */
export const urlOf = (servers: readonly Server[]): string =>
  `postgres://cofactor@${servers.map(({ port }) => `127.0.0.1:${port}`).join(',')}/postgres?target_session_attrs=read-write`;

/**
 * One service lives through all rounds: its primary is killed under load, the standby is promoted, and the one that died
 * becomes the standby of the next round.
 */
export async function failovers(servers: readonly [Server, Server], rounds: number, folder: string): Promise<Figures> {
  let [primary, standby] = servers;
  const answers: Tally = new Map();
  const backMs: number[] = [];
  let [acknowledged, unsure, lost, twice] = [0, 0, 0, 0];
  const args = ['dev', '--port', '0', '--api-limit', '1000000000', '--database', urlOf(servers)];
  const service = await startService(args, { folder, env: {} });
  for (let round = 1; round <= rounds; round++) {
    standby.copyOf(primary);
    await standby.start();
    await requireSync(primary);
    const load = startLoad(service.url, 8);
    await sleep(1_000 + ((round * 137) % 500));
    await primary.stop('SIGKILL');
    await standby.promote();
    const promoted = performance.now();
    while (load.lastMs < promoted && performance.now() < promoted + 4 * BACK_WITHIN_MS) await sleep(10);
    backMs.push(Math.round(Math.max(0, load.lastMs < promoted ? Number.POSITIVE_INFINITY : load.lastMs - promoted)));
    await sleep(500);
    await load.stop();
    const found = await broken(service.url, load);
    acknowledged += load.promised.length;
    unsure += load.unsure.length;
    lost += found.lost;
    twice += found.twice;
    add(answers, load.answers);
    console.log(`fail-over ${round}: ${load.promised.length} acknowledged, back after ${backMs.at(-1)} ms`);
    [primary, standby] = [standby, primary];
  }
  service.child.kill('SIGKILL');
  await primary.stop('SIGINT');
  const late = backMs.filter((ms) => ms > BACK_WITHIN_MS).length;
  return {
    name: `${rounds} fail-overs (kill -9 of the primary, promotion of the synchronous standby)`,
    lines: [
      `${acknowledged} people acknowledged; answers ${tallied(answers)}`,
      `back after the promotion: median ${backMs.toSorted((a, b) => a - b)[rounds >> 1]} ms, longest ${Math.max(...backMs)} ms`,
      `lost ${lost}, codes accepted twice ${twice}, also of the ${unsure} that were answered 503`,
    ],
    failures: mustBeZero({
      'acknowledged changes were lost': lost,
      'codes were accepted twice': twice,
      'answers were 500': answers.get(500) ?? 0,
      'requests got no answer': answers.get(0) ?? 0,
      [`rounds took longer than ${BACK_WITHIN_MS} ms`]: late,
      'people acknowledged: there was no load': acknowledged === 0 ? 1 : 0,
    }),
  };
}
