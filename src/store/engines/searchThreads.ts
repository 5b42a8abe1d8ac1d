import { extname } from 'node:path';
import type { SQLInputValue } from 'node:sqlite';
import { clearTimeout, setTimeout } from 'node:timers';
import { Worker } from 'node:worker_threads';
import type { PoolLoad } from '../engine.ts';
import { DatabaseUnavailable } from '../shared/databaseUnavailable.ts';
import type { SearchReply } from './searchWorker.ts';
import { diskFailure } from './sqliteFailures.ts';

/** Searches in threads, on which nobody else waits. */
export interface SearchThreads {
  /** Rows; throws `DatabaseUnavailable` when they are not there in time, or too many wait. */
  search(text: string, values: readonly SQLInputValue[]): Promise<readonly unknown[]>;
  load(): PoolLoad;
  close(): Promise<void>;
}

interface Waiting extends PromiseWithResolvers<readonly unknown[]> {
  readonly number: number;
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

interface Thread {
  readonly worker: Worker;
  doing: Waiting | undefined;
  idle?: NodeJS.Timeout;
}

/** A quick search need not wait for one slow one. */
const MOST_THREADS = 2;
/** More than these wait in vain: the last of them would hear of it only when its caller has gone. */
const MOST_WAITING = 100;
/** From asking to rows, in milliseconds. */
const IN_TIME_MS = 15_000;
/** A service that nobody searches has no thread. */
const IDLE_MS = 60_000;

/** Threads that search a file, started when there is something to search. */
export function startSearches(file: string): SearchThreads {
  const threads = new Set<Thread>();
  const waiting: Waiting[] = [];
  let numbers = 0;

  function start(): Thread {
    // Beside this file, which is TypeScript here and JavaScript once published.
    const url = new URL(`./searchWorker${extname(import.meta.filename)}`, import.meta.url);
    const thread: Thread = { worker: new Worker(url, { workerData: file }), doing: undefined };
    thread.worker.unref();
    thread.worker.on('message', (reply: SearchReply) => {
      const { doing } = thread;
      thread.doing = undefined;
      if (doing && doing.number === reply.number) settle(doing, reply);
      next(thread);
    });
    thread.worker.on('error', (error) => {
      threads.delete(thread);
      thread.doing?.reject(diskFailure(error));
    });
    threads.add(thread);
    return thread;
  }

  function next(thread: Thread): void {
    clearTimeout(thread.idle);
    const search = waiting.shift();
    if (search) {
      thread.doing = search;
      const { number, text, values } = search;
      thread.worker.postMessage({ number, text, values });
    } else thread.idle = setTimeout(() => void end(thread), IDLE_MS).unref();
  }

  async function end(thread: Thread): Promise<void> {
    clearTimeout(thread.idle);
    threads.delete(thread);
    const gone = new Promise((resolve) => thread.worker.once('exit', resolve));
    thread.worker.ref();
    thread.worker.postMessage('close');
    await gone;
  }

  return {
    search(text, values) {
      if (waiting.length >= MOST_WAITING) throw new DatabaseUnavailable('too many searches are waiting');
      const entry: Waiting = { number: ++numbers, text, values, ...Promise.withResolvers<readonly unknown[]>() };
      const late = setTimeout(() => {
        const place = waiting.indexOf(entry);
        if (place >= 0) waiting.splice(place, 1);
        entry.reject(new DatabaseUnavailable('the search takes too long'));
      }, IN_TIME_MS);
      waiting.push(entry);
      const free = [...threads].find(({ doing }) => doing === undefined);
      if (free) next(free);
      else if (threads.size < MOST_THREADS) next(start());
      return entry.promise.finally(() => clearTimeout(late));
    },
    load() {
      const inUse = [...threads].filter(({ doing }) => doing !== undefined).length;
      const idle = threads.size - inUse;
      return { pool: 'searches', inUse, idle, waiting: waiting.length, mostWaiting: MOST_WAITING };
    },
    async close() {
      for (const { reject } of waiting.splice(0)) reject(new DatabaseUnavailable('the database is closed'));
      await Promise.all([...threads].map(end));
    },
  };
}

function settle(search: Waiting, reply: SearchReply): void {
  if ('rows' in reply) search.resolve(reply.rows);
  else search.reject(diskFailure(Object.assign(reply.error as Error, { errcode: reply.errcode })));
}
