import { runInNewContext } from 'node:vm';
import { requests } from '../../../conformance/postman/requests/requests.ts';
import { operations } from '../../../src/contract/index.ts';
import type { Operation } from '../../../src/contract/shared/operation.ts';
import type { Running } from '../command.ts';

/** A request that was answered, and the id by which the log names it. */
export interface Played {
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  readonly requestId: string;
}

/** Makes the requests of the Postman collection one after another, at a service in development mode. */
export async function playRequests({ url, token }: Pick<Running, 'url' | 'token'>): Promise<readonly Played[]> {
  const variables = new Map([
    ['url', url],
    ['apikey', token],
  ]);
  const filled = (text: string): string =>
    text.replaceAll(/\{\{(\$?\w+)\}\}/g, (_, name) =>
      name === '$guid' ? crypto.randomUUID() : (variables.get(name) ?? ''),
    );
  const environment = { get: (name: string) => variables.get(name) };
  const played: Played[] = [];
  for (const { operation, dev, params = {}, query = {}, body, keep = {}, ...wanted } of requests) {
    const { method, path } = dev ?? (operations[operation as keyof typeof operations] as Operation);
    const own = dev ? path : path.replaceAll(/:(\w+)/g, (_, name) => params[name] ?? `{{${name}}}`);
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, filled(value)]));
    const response = await fetch(`${url}${filled(own)}${search.size > 0 ? `?${search}` : ''}`, {
      method,
      headers: { 'content-type': 'application/json', ...(!wanted.withoutToken && { authorization: `SSWS ${token}` }) },
      ...(body !== undefined && { body: filled(typeof body === 'string' ? body : JSON.stringify(body)) }),
    });
    const text = await response.text();
    if (response.ok ? wanted.status && wanted.status >= 300 : wanted.status !== response.status) {
      throw new Error(`${operation ?? path}: ${response.status} ${text}`);
    }
    for (const [name, expression] of Object.entries(keep)) {
      const context = { reply: JSON.parse(text), pm: { environment } };
      variables.set(name, String(runInNewContext(expression, context)));
    }
    const requestId = response.headers.get('x-okta-request-id') ?? '';
    if (operation) played.push({ operation, method, status: response.status, requestId });
  }
  return played;
}
