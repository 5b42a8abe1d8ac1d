import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from '../driver/world.ts';

/** A server that gives any request the reply it is told, so that an SDK reads it as it reads all others. */
export class Replay {
  /** The reply to the next request. */
  reply: Answer = { status: 404, body: {} };
  /** The `User-Agent` of the latest request. */
  agent = '';
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => {
      this.agent = request.headers['user-agent'] ?? '';
      request.resume();
      response.writeHead(this.reply.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(this.reply.body));
    });
  }

  static async start(): Promise<Replay> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Replay(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
