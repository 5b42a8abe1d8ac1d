import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Numbers that node prints at the end of a run, in its order. */
const COUNTED = ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo'] as const;

/** Time for the last lines of a batch to arrive after its process has ended. */
const LAST_WORDS_MS = 2_000;

/** Node's heading of the failures, which it prints last. */
const FAILURES = '✖ failing tests:';

/**
 * Runs batches of test files, each in one process of Node's own runner, as many side by side as there are `places`. What
 * one printed is shown when it ends; all failures and sums come once more at the end. Returns the exit code.
 */
export async function runBatches(
  batches: readonly (readonly string[])[],
  flags: readonly string[],
  { places, env }: { readonly places: number; readonly env: NodeJS.ProcessEnv },
): Promise<number> {
  const left = [...batches];
  const running = new Set<ChildProcess>();
  const sums = new Map<string, number>(COUNTED.map((name) => [name, 0]));
  const failures: string[] = [];
  let code = 0;
  let stopped = false;
  const stop = (signal: NodeJS.Signals) => {
    stopped = true;
    for (const runner of running) runner.kill(signal);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);

  const work = async () => {
    for (let batch = left.shift(); batch && !stopped; batch = left.shift()) {
      const args = ['--test', '--test-isolation=none', ...flags, ...batch];
      const runner = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
      running.add(runner);
      let printed = '';
      runner.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
      const ended = once(runner.stdout, 'close');
      const [exit, signal] = await once(runner, 'exit');
      // A command that a test left behind may hold the pipe open for ever.
      await Promise.race([ended, sleep(LAST_WORDS_MS)]);
      running.delete(runner);
      console.log(printed);
      console.log(`${batches.length - left.length - running.size} of ${batches.length} batches are done\n`);
      for (const name of COUNTED) sums.set(name, (sums.get(name) ?? 0) + counted(printed, name));
      const at = printed.lastIndexOf(FAILURES);
      if (at !== -1) failures.push(printed.slice(at + FAILURES.length));
      if (exit === 0) continue;
      code = 1;
      if (at === -1) failures.push(`\nexit ${exit ?? signal} without a failed test: ${batch.join(' ')}\n`);
    }
  };
  await Promise.all(Array.from({ length: places }, work));
  process.off('SIGINT', stop).off('SIGTERM', stop);

  if (failures.length > 0) console.log(FAILURES, failures.join(''));
  for (const [name, sum] of sums) console.log(`ℹ ${name} ${sum}`);
  return stopped ? 1 : code;
}

function counted(printed: string, name: string): number {
  return Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(printed)?.[1] ?? 0);
}
