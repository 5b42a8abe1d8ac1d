import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PushBackend } from './pushBackend.ts';

/** Recorded answers of Okta, and the examples of its OpenAPI document; `{name}` stands for what differs each time. */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, '../okta/push.json'), 'utf8'));
const LIFETIME = 300;

interface Transaction {
  readonly factorId: string;
  readonly expires: number;
  status: 'WAITING' | 'SUCCESS' | 'REJECTED' | 'CANCELLED';
}

/** Answers with what was recorded of Okta: 201 to a question, 200 to every poll, which it never holds back. */
export async function oktaPush(): Promise<PushBackend> {
  const transactions = new Map<string, Transaction>();
  let [now, made] = [0, 0];
  const newId = (prefix: string) => `${prefix}${String(++made).padStart(17, '0')}`;
  const waitingOf = (factorId: string) =>
    [...transactions.values()].filter((one) => one.factorId === factorId && one.status === 'WAITING');

  function answer(method: string, [, , , , , , factorId = '', call, id = '']: readonly string[], body: object) {
    if (call === 'verify' && factorId.startsWith('opf')) {
      const id = newId('v2mst.');
      transactions.set(id, { factorId, expires: now + LIFETIME, status: 'WAITING' });
      return {
        status: 201,
        id,
        body: 'useNumberMatchingChallenge' in body ? recorded.waitingWithNumber : recorded.waiting,
      };
    }
    const found = transactions.get(id);
    if (found?.factorId !== factorId) {
      const errorSummary = `Not found: Resource not found: ${factorId} (UserFactor)`;
      return { status: 404, id, body: { errorCode: 'E0000007', errorSummary, errorCauses: [] } };
    }
    if (method === 'DELETE') {
      found.status = 'CANCELLED';
      return { status: 204, id };
    }
    const status = found.status === 'WAITING' && now >= found.expires ? 'TIMEOUT' : found.status;
    return { status: 200, id, body: recorded.polled[status] };
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', base);
    const sent = await text(request);
    const { status, id, body } = answer(request.method ?? '', pathname.split('/'), sent === '' ? {} : JSON.parse(sent));
    response.writeHead(status, { 'x-okta-request-id': newId('X0f4'), 'content-type': 'application/json' });
    const factor = `${base}${pathname.split('/').slice(0, 7).join('/')}`;
    const fill = (json: string) =>
      json.replaceAll('{self}', `${factor}/transactions/${id}`).replaceAll('{factor}', factor);
    response.end(body && fill(JSON.stringify(body)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    options: { url: base, token: '00recorded' },
    oneAtATime: false,
    async newUser() {
      const factorId = newId('opf');
      return {
        userId: newId('00u'),
        factorId,
        async answer(how) {
          for (let looks = 0; waitingOf(factorId).length === 0 && looks < 100; looks++) await sleep(20);
          const [asked] = waitingOf(factorId);
          assert.ok(asked, 'nobody was asked');
          asked.status = how === 'approve' || how === 'pickRight' ? 'SUCCESS' : 'REJECTED';
        },
        waiting: async () => waitingOf(factorId).length,
      };
    },
    advance(seconds) {
      now += seconds;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
