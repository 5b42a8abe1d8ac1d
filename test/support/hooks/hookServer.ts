import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as a telephony hook gets it. */
export interface HookCall {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  // biome-ignore lint/suspicious/noExplicitAny: tests compare whole bodies
  readonly body: any;
}

export type Answerer = (response: ServerResponse, call: HookCall) => void;

/** A telephony hook of a customer's, as Okta's documentation has it (facts 182 to 187). */
export interface HookServer {
  readonly url: string;
  readonly port: number;
  readonly calls: HookCall[];
  /** The answer to all requests from now on. */
  answer: Answerer;
  close(): Promise<void>;
}

export const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** The command of fact 186. */
export const command = (status: string, transactionId = 'SM49a8ece2822d44e4adaccd7ed268f954') => ({
  commands: [
    {
      type: 'com.okta.telephony.action',
      value: [{ status, provider: 'VONAGE', transactionId, transactionMetadata: 'Duration=300ms' }],
    },
  ],
});

/** A new transaction for every message, as carriers have it. */
export const takesMessages: Answerer = (response, { body }) => {
  json(response, command('SUCCESSFUL', `transaction-${body.eventId}`));
};

export async function hookServer(host = '127.0.0.1', port = 0): Promise<HookServer> {
  const calls: HookCall[] = [];
  const listening = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { method, url, headers } = request;
    const call = { method, url, headers, body: text === '' ? undefined : JSON.parse(text) };
    calls.push(call);
    server.answer(response, call);
  });
  listening.listen(port, host);
  await once(listening, 'listening');
  const address = listening.address() as AddressInfo;
  const server: HookServer = {
    url: `http://${host}:${address.port}/telephony`,
    port: address.port,
    calls,
    answer: takesMessages,
    async close() {
      listening.closeAllConnections();
      await new Promise((resolve) => listening.close(resolve));
    },
  };
  return server;
}
