import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A helper process of the benchmark, which answers questions over IPC. */
export interface Child {
  readonly pid: number;
  ask<T>(question: object): Promise<T>;
  stop(): Promise<void>;
}

const canPin = spawnSync('taskset', ['--version']).status === 0;

/** A command line that runs on one core only, where the system can do that: the generator must not slow what it drives. */
export function pinned(core: number, command: readonly string[]): readonly [string, ...string[]] {
  const whole = canPin ? ['taskset', '-c', String(core), ...command] : command;
  return whole as unknown as readonly [string, ...string[]];
}

/** Starts `bench/<file>`, on one core where that is named. */
export function startChild(file: string, core?: number): Child {
  const command = [process.execPath, join(import.meta.dirname, file)] as [string, ...string[]];
  const [program, ...args] = core === undefined ? command : pinned(core, command);
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
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
    pid: child.pid as number,
    ask<T>(question: object) {
      const pending = Promise.withResolvers<unknown>();
      waiting.set(++last, pending);
      child.send({ id: last, question });
      return pending.promise as Promise<T>;
    },
    stop: () => stopped(child),
  };
}

/** In the child: answers what `ask` sent; ends with its parent. */
export function answerParent(answer: (question: never) => unknown): void {
  process.on('disconnect', () => process.exit(1));
  process.on('SIGTERM', () => process.exit(0));
  process.on('message', async ({ id, question }: { id: number; question: never }) => {
    try {
      process.send?.({ id, answer: await answer(question) });
    } catch (error) {
      process.send?.({ id, error: String((error as Error).stack ?? error) });
    }
  });
}

/** Asks a process to end and waits until it has. */
export async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
