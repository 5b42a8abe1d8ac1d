import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './child.ts';

let replies: Readonly<Record<string, string>> = {};

/**
 * A server on bare `node:http`, for comparison: parses the JSON it is sent and replies with as many bytes as the
 * service would.
 */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString());
    const reply = replies[request.method ?? ''] ?? '';
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(reply) });
    response.end(reply);
  });
});
const listening = once(server.listen(0, '127.0.0.1'), 'listening');

answerParent(async (question: { readonly replies: typeof replies }) => {
  await listening;
  replies = question.replies;
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
