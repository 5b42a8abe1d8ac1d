/** A code that was sent in, and what was said of it must outlive every server. */
export interface Answered {
  readonly user: string;
  readonly factor: string;
  readonly code: string;
}

/** Answers by status; 0 is none at all. */
export type Tally = Map<number, number>;

export interface Load {
  /** Codes whose acceptance was acknowledged. */
  readonly promised: Answered[];
  /** Codes of which the caller heard nothing but 503: accepted or not, nobody knows. */
  readonly unsure: Answered[];
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
  const load: Load = { promised: [], unsure: [], answers: new Map(), lastMs: 0, stop };
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
    if (code === undefined) return pause();
    if (!(await ask(`${factors}/${factor}/verify`, { passCode: code }))) {
      load.unsure.push({ user, factor, code });
      return pause();
    }
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

/** Counts the broken promises: changes that are lost, and codes that are accepted once more than once. */
export async function broken(
  url: string,
  { promised, unsure }: Pick<Load, 'promised' | 'unsure'>,
): Promise<{ lost: number; twice: number }> {
  const found = { lost: 0, twice: 0 };
  await inTurns(promised, async (answered) => {
    const path = `/api/v1/users/${answered.user}/factors/${answered.factor}`;
    if ((await call(url, new Map(), { method: 'GET', path }))?.status !== 'ACTIVE') found.lost++;
    if (await isAccepted(url, answered)) found.twice++;
  });
  await inTurns(unsure, async (answered) => {
    await isAccepted(url, answered);
    // It may have been accepted before the 503, or just now; more than one of it is one too many.
    if ((await isAccepted(url, answered)) || (await timesAccepted(url, answered)) > 1) found.twice++;
  });
  return found;
}

async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += 8) await Promise.all(all.slice(at, at + 8).map(work));
}

async function isAccepted(url: string, { user, factor, code }: Answered): Promise<boolean> {
  const path = `/api/v1/users/${user}/factors/${factor}/verify`;
  return (await call(url, new Map(), { path, body: { passCode: code } })) !== undefined;
}

/** The number of times that the log says so. */
async function timesAccepted(url: string, { user }: Answered): Promise<number> {
  const { timeline } = await call(url, new Map(), { method: 'GET', path: `/api/v1/users/${user}/explain` });
  return timeline.filter(({ text }: { text: string }) => text === 'The right code: verified').length;
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, PAUSE_MS));
