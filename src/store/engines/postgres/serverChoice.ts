import type { Server, Servers } from './servers.ts';

/** Which server new connections go to, and which connections are still to be trusted. Shared by all pools. */
export class ServerChoice {
  readonly servers: Servers;
  #at = 0;
  #generation = 0;

  constructor(servers: Servers) {
    this.servers = servers;
  }

  get current(): Server {
    return this.servers.all[this.#at] as Server;
  }

  /** Connections of an earlier generation are thrown away before they are used again. */
  get generation(): number {
    return this.#generation;
  }

  /** The next server's turn, unless somebody else has noticed and moved on already. */
  failed(server: Server): void {
    if (server === this.current) this.#at = (this.#at + 1) % this.servers.all.length;
  }

  /** A server shut down, became read-only or fell silent: whatever is open to it may lead nowhere. */
  distrust(generation: number): void {
    if (generation === this.#generation) this.#generation++;
  }
}
