import assert from 'node:assert/strict';
import type { World } from '../world.ts';
import type { Recording } from './exchange.ts';
import { type Bindings, filled } from './placeholders.ts';
import { requireReply } from './requireReply.ts';

/** Sends what a client sent, request for request, and asserts that it is told all that it reads. */
export async function replay(w: World, { userAgent, steps }: Recording): Promise<void> {
  const bindings: Bindings = new Map();
  const told = new Map<string, unknown>();
  for (const [step, exchanges] of Object.entries(steps)) {
    for (const { method, path, body, status, reply } of exchanges) {
      const at = `${step}: ${method} ${path}`;
      const headers = { 'user-agent': userAgent, accept: 'application/json', 'content-type': 'application/json' };
      const answer = await w.call(method, filled(path, bindings), filled(body, bindings), { headers });
      assert.equal(answer.status, status, `${at}: ${JSON.stringify(answer.body)}`);
      try {
        const expected = reply ?? (method === 'GET' ? told.get(path) : undefined);
        if (expected !== undefined) requireReply(answer.body, expected, bindings);
        if (method === 'GET') told.set(path, expected);
      } catch (error) {
        throw new Error(`${at}: ${(error as Error).message}`, { cause: error });
      }
    }
  }
}
