import { availableParallelism } from 'node:os';

/** The threads that libuv has when `UV_THREADPOOL_SIZE` does not say otherwise. */
const LIBUV_THREADS = 4;

/**
 * The number of passwords that are hashed at once: a core and a thread less than there are, so that signatures and look-ups of names,
 * which share libuv's threads, never wait for a hash.
 */
export function hashesAtOnce(cores = availableParallelism(), poolSize = process.env.UV_THREADPOOL_SIZE): number {
  const threads = Number(poolSize) || LIBUV_THREADS;
  return Math.max(1, Math.min(cores, threads) - 1);
}
