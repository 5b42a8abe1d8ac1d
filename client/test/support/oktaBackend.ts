import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Backend } from './backend.ts';

/** Recorded answers of Okta; `{name}` stands for what differs each time. */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, '../okta/exchanges.json'), 'utf8'));
type ErrorName =
  | 'notFound'
  | 'wrongCode'
  | 'tooManyRequests'
  | 'smsTooSoon'
  | 'notDelivered'
  | 'invalidPhone'
  | 'factorExists'
  | 'phoneExists';

interface Factor {
  readonly id: string;
  readonly number: string;
  readonly status: 'pending' | 'active';
}

interface User {
  factor?: Factor;
  /** The phone that was verified last outlives its factor. */
  verified?: string;
  attempts: number;
}

/** Answers with what was recorded of Okta, which of it as the documented rules for SMS factors have it. */
export async function oktaBackend(): Promise<Backend> {
  const users = new Map<string, User>();
  const sent: { readonly number: string; readonly code: string; readonly at: number }[] = [];
  const spent = new Set<string>();
  let [now, made, broken] = [0, 0, false];

  const newId = (prefix: string) => `${prefix}${String(++made).padStart(17, '0')}`;
  const lastTo = (number: string) => sent.findLast((message) => message.number === number);

  /** Refuses, or sends a code. */
  function message(number: string): ErrorName | undefined {
    const last = lastTo(number);
    if (last && now - last.at < 30) return 'smsTooSoon';
    if (broken) return 'notDelivered';
    sent.push({ number, code: String(100_000 + sent.length), at: now });
    return undefined;
  }

  function judge(user: User, number: string, code: unknown): ErrorName | undefined {
    if (++user.attempts > 5) return 'tooManyRequests';
    const last = lastTo(number);
    if (!last || last.code !== code || spent.has(last.code) || now - last.at >= 300) return 'wrongCode';
    spent.add(last.code);
    return undefined;
  }

  type Answer = [status: number, body: unknown, factor?: Factor | undefined] | ErrorName;

  function enroll(user: User, number: unknown, updatePhone: boolean): Answer {
    if (typeof number !== 'string' || number.length < 8) return 'invalidPhone';
    if (user.factor) return 'factorExists';
    if (user.verified === number) {
      user.factor = { id: newId('sms'), number, status: 'active' };
      return [200, recorded.active, user.factor];
    }
    if (user.verified !== undefined && !updatePhone) return 'phoneExists';
    const refused = message(number);
    if (refused) return refused;
    user.factor = { id: newId('mbl'), number, status: 'pending' };
    return [200, recorded.pending, user.factor];
  }

  function onFactor(user: User, call: string, { passCode }: { passCode?: string }, id: string): Answer {
    const factor = user.factor?.id === id ? user.factor : undefined;
    const needs = { activate: 'pending', resend: 'pending', verify: 'active' }[call.split(' ')[1] ?? ''];
    if (!factor || (needs && factor.status !== needs)) return 'notFound';
    switch (call) {
      case 'GET ':
        return [200, recorded[factor.status], factor];
      case 'DELETE ':
        delete user.factor;
        return [204, undefined];
      case 'POST resend':
        return message(factor.number) ?? [200, recorded.pending, factor];
      case 'POST activate':
        return judge(user, factor.number, passCode) ?? activated(user, factor.number);
      case 'POST verify':
        if (passCode === undefined) return message(factor.number) ?? [200, recorded.challenge, factor];
        return judge(user, factor.number, passCode) ?? [200, recorded.success];
      default:
        return assert.fail(`the recordings have no ${call}`);
    }
  }

  function activated(user: User, number: string): Answer {
    user.factor = { id: newId('sms'), number, status: 'active' };
    user.verified = number;
    return [200, recorded.active, user.factor];
  }

  function answer(method: string, url: URL, body: { passCode?: string; profile?: { phoneNumber?: string } }): Answer {
    const [, , , , userId = '', , id = '', ...rest] = url.pathname.split('/');
    const user = users.get(userId) ?? assert.fail(`unknown user ${userId}`);
    if (id !== '') return onFactor(user, `${method} ${rest.at(-1) ?? ''}`, body, id);
    if (method === 'GET') return [200, user.factor ? [recorded[user.factor.status]] : [], user.factor];
    return enroll(user, body.profile?.phoneNumber, url.searchParams.get('updatePhone') === 'true');
  }

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '', base);
    const sentBody = await text(request);
    const given = answer(request.method ?? '', url, sentBody === '' ? {} : JSON.parse(sentBody));
    const [, , , , user = '', , named = ''] = url.pathname.split('/');
    const [status, body, factor] = typeof given === 'string' ? refusal(given) : given;
    for (const [name, value] of Object.entries<string>(recorded.headers)) {
      if (status !== 204 || name !== 'content-type') response.setHeader(name, value);
    }
    response.setHeader('x-okta-request-id', `X0f4TdUfr-wS2HbInFKH3QAA${String(++made).padStart(3, '0')}`);
    response.writeHead(status);
    const values: Record<string, string> = { base, user, id: factor?.id ?? named, number: factor?.number ?? '' };
    const fill = (json: string) => json.replace(/\{(base|user|id|number)\}/g, (_, name: string) => values[name] ?? '');
    response.end(body === undefined ? undefined : fill(JSON.stringify(body)));
  });

  function refusal(name: ErrorName): [number, unknown] {
    const { status, errorCode, errorSummary, errorCauses } = recorded.errors[name];
    const errorId = 'oaeQYgMN2rJTOm-l6p-lweuKA';
    return [status, { errorCode, errorSummary, errorLink: errorCode, errorId, errorCauses }];
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    name: 'recordings of Okta',
    keepsOldPhone: false,
    options: { url: base, token: '00recorded' },
    async newUser() {
      const id = newId('00u');
      users.set(id, { attempts: 0 });
      return id;
    },
    code: (number) => lastTo(number)?.code ?? assert.fail(`nothing was sent to ${number}`),
    messages: (number) => sent.filter((one) => one.number === number).length,
    advance(seconds) {
      now += seconds;
      for (const user of users.values()) user.attempts = 0;
    },
    breakDelivery(on) {
      broken = on;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
