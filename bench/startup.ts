import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCofactor } from '../src/testing/index.ts';
import { usageOf } from './processes.ts';
import { median } from './report.ts';
import { seed } from './seed.ts';
import { startService } from './service.ts';

const IDLE_MS = 2_000;

/** Measures the time from start to first answer, and the memory the service holds when idle. */
export async function measureStartup(
  program: readonly string[],
  folder: string,
  times: number,
): Promise<{ readonly firstAnswerMs: number; readonly rssMib: number }> {
  const database = `sqlite:${join(folder, 'startup.db')}`;
  await seed(database, 1);
  const starts: number[] = [];
  const memory: number[] = [];
  for (let n = 0; n < times; n++) {
    const service = await startService(program, database, { core: 0 });
    starts.push(service.firstAnswerMs);
    await sleep(IDLE_MS);
    memory.push(usageOf(service.pid).rssMib);
    await service.stop();
  }
  return { firstAnswerMs: median(starts), rssMib: median(memory) };
}

/** Measures until `startCofactor()` of `cofactor/testing` is there, within a process that has loaded it. */
export async function measureTesting(times: number): Promise<number> {
  const starts: number[] = [];
  for (let n = 0; n < times; n++) {
    const started = performance.now();
    await using _ = await startCofactor({ users: ['ada@example.com'] });
    starts.push(performance.now() - started);
  }
  return median(starts);
}
