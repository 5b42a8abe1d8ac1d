/** A reply of the service that is a promise, which must outlive every server. */
export interface Promised {
  readonly user: string;
  readonly factor: string;
  /** Accepted once. */
  readonly code: string;
}

/** Answers by status; 0 is none at all. */
export type Tally = Map<number, number>;

export interface Load {
  readonly promised: Promised[];
  readonly answers: Tally;
  /** When the last change was acknowledged, as `performance.now()` has it. */
  lastMs: number;
  stop(): Promise<void>;
}

const TOKEN = 'dev-token';
const PAUSE_MS = 20;
let people = 0;
let calls = 0;

/** One call; counts its status. Undefined unless it was 200. */
export async function call(
  url: string,
  answers: Tally,
  { method = 'POST', path, body, token = TOKEN }: { method?: string; path: string; body?: unknown; token?: string },
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
): Promise<any> {
  // Every call is of an end user of its own, and with it has budgets of its own.
  const address = `198.18.${(calls >> 8) & 255}.${calls++ & 255}`;
  const headers = { authorization: `SSWS ${token}`, 'content-type': 'application/json', 'x-forwarded-for': address };
  const init = { method, headers };
  const response = await fetch(url + path, {
    ...init,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => undefined);
  const status = response?.status ?? 0;
  answers.set(status, (answers.get(status) ?? 0) + 1);
  if (status === 500) console.error(await response?.text());
  if (status === 200) return response?.json();
  await response?.body?.cancel();
  return undefined;
}

/** The body of a new user. */
export function person(): { readonly profile: Readonly<Record<string, string>> } {
  const login = `failover${++people}@example.com`;
  return { profile: { firstName: 'F', lastName: 'O', email: login, login } };
}

/** People who sign up, are sent a code and prove it, until told to stop; whoever hears 503 is left to it. */
export function startLoad(url: string, callers: number): Load {
  const load: Load = { promised: [], answers: new Map(), lastMs: 0, stop };
  let going = true;

  async function live(): Promise<void> {
    const ask = (path: string, body?: unknown, method = 'POST') => call(url, load.answers, { method, path, body });
    const newcomer = person();
    const phoneNumber = `+1802${2_000_000 + people}`;
    const user = (await ask('/api/v1/users', newcomer))?.id;
    if (user === undefined) return pause();
    const factors = `/api/v1/users/${user}/factors`;
    const factor = (
      await ask(`${factors}?activate=true`, { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } })
    )?.id;
    if (factor === undefined || !(await ask(`${factors}/${factor}/verify`, {}))) return pause();
    const code = (await ask(`/dev/inbox?to=${encodeURIComponent(phoneNumber)}`, undefined, 'GET'))?.at(-1)?.code;
    if (!(await ask(`${factors}/${factor}/verify`, { passCode: code }))) return pause();
    load.promised.push({ user, factor, code });
    load.lastMs = performance.now();
  }

  const lives = Promise.all(
    Array.from({ length: callers }, async () => {
      while (going) await live();
    }),
  );
  async function stop(): Promise<void> {
    going = false;
    await lives;
  }
  return load;
}

/** Counts the broken promises: changes that are lost, and codes that are accepted once more. */
export async function broken(url: string, promised: readonly Promised[]): Promise<{ lost: number; twice: number }> {
  const found = { lost: 0, twice: 0 };
  for (let at = 0; at < promised.length; at += 8) {
    await Promise.all(
      promised.slice(at, at + 8).map(async ({ user, factor, code }) => {
        const path = `/api/v1/users/${user}/factors/${factor}`;
        const answers: Tally = new Map();
        if ((await call(url, answers, { method: 'GET', path }))?.status !== 'ACTIVE') found.lost++;
        if (await call(url, answers, { path: `${path}/verify`, body: { passCode: code } })) found.twice++;
      }),
    );
  }
  return found;
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, PAUSE_MS));
