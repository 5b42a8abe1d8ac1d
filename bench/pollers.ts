import { Connection } from './connection.ts';
import { apiToken } from './seed.ts';

/** The results of polling. */
export interface Polled {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
}

/** So many clients that each ask after one waiting transaction a second, and all of them after all in turn. */
export class Pollers {
  readonly #connections: Connection[] = [];
  readonly #latencies: number[] = [];
  #failure: unknown;
  #running = true;

  constructor(url: string, paths: readonly string[], clients: number) {
    let next = 0;
    for (let n = 0; n < clients; n++) {
      const connection = new Connection(url);
      this.#connections.push(connection);
      void this.#poll(connection, (n * 1_000) / clients, () => paths[next++ % paths.length] ?? '').catch((error) => {
        if (this.#running) this.#failure = error;
      });
    }
  }

  /** The results since the last time; throws when one of the polls failed. */
  take(): Polled {
    if (this.#failure) throw this.#failure;
    const all = this.#latencies.splice(0).sort((a, b) => a - b);
    const at = (share: number) => all[Math.floor(all.length * share)] ?? Number.NaN;
    return { count: all.length, p50: at(0.5), p99: at(0.99) };
  }

  stop(): void {
    this.#running = false;
    for (const connection of this.#connections) connection.close();
  }

  async #poll(connection: Connection, firstMs: number, path: () => string): Promise<void> {
    for (let due = performance.now() + firstMs; this.#running; due += 1_000) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      const before = performance.now();
      const { status, body } = await connection.request('GET', path(), apiToken);
      if (status !== 200 || !body.includes('"WAITING"')) throw new Error(`${status} ${body}`);
      this.#latencies.push(performance.now() - before);
    }
  }
}
