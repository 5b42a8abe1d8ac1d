import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of the benchmark that answers questions over IPC. */
export interface Child {
  ask<T>(question: object): Promise<T>;
  stop(): Promise<void>;
}

const canPin = spawnSync('taskset', ['--version']).status === 0;

/** Starts `bench/<file>` with arguments, on one core where the system can do that. */
export function startChild(file: string, args: readonly string[], core: number): Child {
  const command = [process.execPath, ...profiling(file), join(import.meta.dirname, file), ...args];
  if (canPin) command.unshift('taskset', '-c', String(core));
  const [program = '', ...rest] = command;
  const child = spawn(program, rest, { stdio: ['ignore', 'inherit', errors(), 'ipc'] });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  child.on('message', ({ id, answer, error }: { id: number; answer?: unknown; error?: string }) => {
    if (error === undefined) waiting.get(id)?.resolve(answer);
    else waiting.get(id)?.reject(new Error(`${file}: ${error}`));
    waiting.delete(id);
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${code}`));
  });
  return {
    ask<T>(question: object) {
      const pending = Promise.withResolvers<unknown>();
      waiting.set(++last, pending);
      child.send({ id: last, question });
      return pending.promise as Promise<T>;
    },
    stop: () => stopped(child),
  };
}

/** In the child: answers what `ask` sent. */
export function answerParent(answer: (question: never) => unknown): void {
  process.on('disconnect', () => process.exit(1));
  process.on('message', async ({ id, question }: { id: number; question: never }) => {
    try {
      process.send?.({ id, answer: await answer(question) });
    } catch (error) {
      process.send?.({ id, error: String((error as Error).stack ?? error) });
    }
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** The service writes its request log to stderr: nobody reads it here. */
const errors = () => (process.env.BENCH_STDERR ? 'inherit' : 'ignore');

/** `BENCH_PROFILE=folder` leaves a CPU profile of every service there. */
const profiling = (file: string): readonly string[] =>
  process.env.BENCH_PROFILE && file === 'server.ts' ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [];
