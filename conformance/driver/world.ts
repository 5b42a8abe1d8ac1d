import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import type { Service } from './service.ts';

/** A reply of the service to a call that no SDK made. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the service, looked into member by member.
  readonly body: any;
}

/** The service as its operator and the people with their phones see it: bare calls, the inbox and the clock. */
export class World {
  readonly #service: Service;

  constructor(service: Service) {
    this.#service = service;
  }

  get url(): string {
    return this.#service.url;
  }

  call(method: string, path: string, body?: unknown): Promise<Answer> {
    const url = new URL(path, this.#service.url);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const { ca, token } = this.#service;
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'https:' ? secure : plain;
      const request = send(url, {
        method,
        ...(ca !== undefined && { ca }),
        headers: {
          authorization: `SSWS ${token}`,
          ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        },
      });
      request.on('error', reject).on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('error', reject).on('data', (part) => parts.push(part));
        response.on('end', () => {
          const said = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode ?? 0, body: said === '' ? undefined : JSON.parse(said) });
        });
      });
      request.end(text);
    });
  }

  /** A call that the scenario cannot go on without. */
  async must(method: string, path: string, body?: unknown): Promise<Answer['body']> {
    const answer = await this.call(method, path, body);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path} answers ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  /** Moves the clock of the service forward. */
  async pass(seconds: number): Promise<void> {
    await this.must('POST', '/dev/clock', { advance: `PT${seconds}S` });
  }

  async now(): Promise<number> {
    const { now } = await this.must('GET', '/dev/clock');
    return Date.parse(now as string);
  }

  /** The newest code that came to a phone or an address. */
  async code(to: string): Promise<string> {
    const messages = (await this.must('GET', `/dev/inbox?to=${encodeURIComponent(to)}`)) as { code?: string }[];
    return messages.at(-1)?.code ?? 'none came';
  }
}
