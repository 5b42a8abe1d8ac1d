import type { ProviderIo, ProviderReceipt } from '../../provider.ts';
import { failed } from './receipts.ts';

/** One call of a vendor's API. */
export interface VendorRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** One of the three, or none. */
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

export interface VendorAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
  /** The text as JSON; undefined when it is none. */
  readonly json: unknown;
}

/** More than any vendor answers with; the rest is not read. */
const MAX_CHARACTERS = 64 * 1024;

/**
 * Calls a vendor and has its answer judged. What goes wrong on the way becomes a receipt that another provider may
 * be tried; its reason is a bare error code, since the messages of network errors have URLs in them. Redirects are not
 * followed: they would hand credentials and message to somebody else.
 */
export async function exchange(
  { fetch, signal }: Pick<ProviderIo, 'fetch' | 'signal'>,
  request: VendorRequest,
  judge: (answer: VendorAnswer) => ProviderReceipt,
): Promise<ProviderReceipt> {
  let response: Response;
  try {
    response = await fetch(request.url, { ...encoded(request), redirect: 'manual', signal });
  } catch (error) {
    return unreachable(error, signal);
  }
  // The status alone tells most: an answer that breaks off must not make a taken message look lost.
  const text = await limited(response).catch(() => undefined);
  if (text === undefined && !response.ok) return unreachable(undefined, signal);
  return judge({ ok: response.ok, status: response.status, text: text ?? '', json: parsed(text ?? '') });
}

/** Why nobody answered: `TIMEOUT`, or the network's own code. */
export function unreachable(error: unknown, signal: AbortSignal): ProviderReceipt {
  if (signal.aborted) return failed('TIMEOUT');
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  const name = [code, cause?.code].find((candidate) => typeof candidate === 'string');
  return failed(/^[A-Z][A-Z0-9_]{2,60}$/.test(String(name)) ? `NO_CONNECTION (${name})` : 'NO_CONNECTION');
}

/** A value somewhere in an answer, by its path; undefined when it is not there. */
export function dig(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, key)
        ? (found as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );
}

/** The `Authorization` of RFC 7617. */
export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** JSON, or undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function encoded({ method = 'POST', headers, json, form, body }: VendorRequest): RequestInit {
  const given = { accept: 'application/json', ...headers };
  if (json !== undefined) {
    return { method, headers: { ...given, 'content-type': 'application/json' }, body: JSON.stringify(json) };
  }
  if (form) return { method, headers: given, body: new URLSearchParams(present(form)) };
  return { method, headers: given, ...(body !== undefined && { body }) };
}

const present = (form: Readonly<Record<string, string | undefined>>): [string, string][] =>
  Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);

async function limited(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_CHARACTERS) break;
  }
  return text.slice(0, MAX_CHARACTERS);
}
