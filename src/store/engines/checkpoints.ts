import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SqliteFiles } from './sqliteFiles.ts';

/** Keeps the write-ahead log short without making requests wait for it. */
interface Checkpoints {
  /**
   * Nothing may be written now: for the few milliseconds in which the log begins anew, and on a small disk while a log that
   * grew faster than it was folded in is caught up with.
   */
  readonly paused: boolean;
  /** Something was written: the log has so many bytes. */
  wrote(bytes: number): void;
  /** The disk is full: what can be folded in shall be. */
  begin(): void;
  close(): Promise<void>;
}

/** The longer the log gets, the fewer times a page that changes often is written to its place. */
const MOST_BYTES = 16 * 2 ** 20;
const FEWEST_BYTES = 256 * 1024;
/** On a small or nearly full disk: folding in needs room too, of which old copies of pages must not take too much. */
const SHARE_OF_FREE = 1 / 4;

/**
 * Checkpoints in a thread, which is started when there is something for it to do: a quiet service never has it. What
 * is written during one stays in the log; hence a second, short one while writing pauses, after which SQLite begins
 * the log anew instead of letting it grow for ever.
 */
export function startCheckpoints(file: string, files: SqliteFiles, resume: () => void): Checkpoints {
  /** Bytes of a log that could not begin anew, for somebody else reads in it: only what comes after counts. */
  let kept = 0;
  let folded = false;
  /** The log would fill the disk before its checkpoint is done. */
  let held = false;
  let phase: 'idle' | 'most' | 'rest' = 'idle';
  let worker: Worker | undefined;

  function enter(next: typeof phase): void {
    const pausedBefore = phase === 'rest' || held;
    phase = next;
    held = false;
    if (next !== 'idle') worker?.postMessage('checkpoint');
    else folded = true;
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

  function begin(): void {
    if (phase !== 'idle') return;
    worker ??= start();
    enter('most');
  }

  return {
    get paused() {
      return phase === 'rest' || held;
    },
    wrote(bytes) {
      if (bytes < FEWEST_BYTES) kept = 0;
      if (phase === 'rest' || bytes < FEWEST_BYTES) return;
      const limit = Math.max(FEWEST_BYTES, Math.min(MOST_BYTES, (files.freeBytes() + bytes) * SHARE_OF_FREE));
      if (phase === 'most') {
        held = limit < MOST_BYTES && bytes - kept >= 2 * limit;
        return;
      }
      // The first write after a checkpoint begins the log anew, and cuts it off.
      if (folded) kept = bytes < limit ? 0 : bytes;
      folded = false;
      if (bytes - kept >= limit) begin();
    },
    begin,
    async close() {
      if (!worker) return;
      const gone = new Promise((resolve) => worker?.once('exit', resolve));
      worker.ref();
      worker.postMessage('close');
      await gone;
    },
  };
}
