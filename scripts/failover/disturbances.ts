import { type Figures, mustBeZero, tallied } from './figures.ts';
import { broken, call, person, startLoad, type Tally } from './load.ts';
import type { Server } from './server.ts';
import { startService } from './service.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Under load every connection is terminated, or every fifth time the server restarted: the service lives, and serves on. */
export async function disturbances(server: Server, rounds: number, folder: string): Promise<Figures> {
  const args = ['dev', '--port', '0', '--api-limit', '1000000000', '--database', server.url];
  const service = await startService(args, { folder, env: {} });
  const load = startLoad(service.url, 8);
  const afterwards: Tally = new Map();
  for (let round = 1; round <= rounds; round++) {
    await sleep(200 + ((round * 37) % 200));
    if (round % 5 === 0) {
      await server.stop('SIGINT');
      await server.start();
    } else {
      await server.ask(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'cofactor' and pid <> pg_backend_pid()`,
      );
    }
    await sleep(50);
    await call(service.url, afterwards, { path: '/api/v1/users', body: person() });
  }
  await load.stop();
  const { lost, twice } = await broken(service.url, load);
  const died = service.child.exitCode === null && service.child.signalCode === null ? 0 : 1;
  service.child.kill('SIGKILL');
  return {
    name: `${rounds} disturbances (pg_terminate_backend of all, every fifth a fast restart)`,
    lines: [
      `${load.promised.length} people acknowledged; answers ${tallied(load.answers)}; right after: ${tallied(afterwards)}`,
      `lost ${lost}, codes accepted twice ${twice}, also of the ${load.unsure.length} that were answered 503`,
    ],
    failures: mustBeZero({
      'deaths of the service': died,
      'acknowledged changes were lost': lost,
      'codes were accepted twice': twice,
      'answers were 500': (load.answers.get(500) ?? 0) + (afterwards.get(500) ?? 0),
      'requests got no answer': (load.answers.get(0) ?? 0) + (afterwards.get(0) ?? 0),
      'next requests were not served': rounds - (afterwards.get(200) ?? 0),
    }),
  };
}
