/** Why the service did not do what this device asked for. */
export class DeviceFault extends Error {
  override readonly name = 'DeviceFault';
  readonly status: number;
  /** Okta's code, E0000011 for instance. */
  readonly code: string;
  /** The service's time, where it refuses because of the clocks. */
  readonly serverTime: number | undefined;

  constructor(status: number, code: string, causes: readonly string[]) {
    super([code, ...causes].join(' '));
    this.status = status;
    this.code = code;
    this.serverTime = timeIn(causes.join(' '));
  }
}

/** The service could not be reached: no network, or nobody there. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** The service's time, in its refusal of a statement whose time is off (docs/device-api.md). */
function timeIn(text: string): number | undefined {
  const seconds = /here it is (\d{1,12})\b/.exec(text)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Is told the time of the service, in milliseconds, when the reply has it. */
  readonly onTime?: (serverTime: number) => void;
}

/** One call of the Device API. Throws a `DeviceFault`, `Unreachable`, or what the signal was aborted with. */
export async function call<Reply>({ method, url, headers, body, signal, onTime }: Call): Promise<Reply> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new Unreachable('', { cause: error });
  }
  const serverTime = Date.parse(response.headers.get('date') ?? '');
  if (!Number.isNaN(serverTime)) onTime?.(serverTime);
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer as Reply;
  // A proxy without the service behind it, and not a word of the service's own.
  if (response.status >= 502 && response.status <= 504 && answer.errorCode === undefined) throw new Unreachable();
  const causes = ((answer.errorCauses ?? []) as readonly { errorSummary: string }[]).map((cause) => cause.errorSummary);
  throw new DeviceFault(response.status, String(answer.errorCode ?? ''), causes);
}
