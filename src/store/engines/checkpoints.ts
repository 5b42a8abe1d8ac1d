import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Keeps the write-ahead log short without making requests wait for it. */
interface Checkpoints {
  /** Nothing may be written now: for the few milliseconds in which the log begins anew. */
  readonly paused: boolean;
  /** So many statements have written. */
  wrote(statements: number): void;
  close(): Promise<void>;
}

/** About 16 MiB of log: the longer it gets, the fewer times a page that changes often is written to its place. */
const STATEMENTS = 4_000;

/**
 * Checkpoints in a thread, which is started when there is something for it to do: a quiet service never has it. What
 * is written during one stays in the log; hence a second, short one while writing pauses, after which SQLite begins
 * the log anew instead of letting it grow for ever.
 */
export function startCheckpoints(file: string, resume: () => void): Checkpoints {
  let statements = 0;
  let phase: 'idle' | 'most' | 'rest' = 'idle';
  let worker: Worker | undefined;

  function enter(next: typeof phase): void {
    const pausedBefore = phase === 'rest';
    phase = next;
    if (next !== 'idle') worker?.postMessage('checkpoint');
    if (pausedBefore) resume();
  }

  function start(): Worker {
    // Beside this file, which is TypeScript here and JavaScript once published.
    const url = new URL(`./checkpointWorker${extname(import.meta.filename)}`, import.meta.url);
    const started = new Worker(url, { workerData: file });
    started.unref();
    started.on('message', () => enter(phase === 'most' ? 'rest' : 'idle'));
    // Without it the log only grows longer, until the next attempt with another.
    started.on('error', () => {
      worker = undefined;
      enter('idle');
    });
    return started;
  }

  return {
    get paused() {
      return phase === 'rest';
    },
    wrote(more) {
      statements += more;
      if (statements < STATEMENTS || phase !== 'idle') return;
      statements = 0;
      worker ??= start();
      enter('most');
    },
    async close() {
      if (!worker) return;
      const gone = new Promise((resolve) => worker?.once('exit', resolve));
      worker.ref();
      worker.postMessage('close');
      await gone;
    },
  };
}
