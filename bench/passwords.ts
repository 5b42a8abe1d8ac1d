import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startPostgres } from '../scripts/postgres.ts';
import { enrollPhone, type VirtualPhone } from '../src/dev/devices/virtual/virtualPhone.ts';
import { scanQr } from '../test/support/devices/scanQr.ts';
import { markdown } from './report.ts';
import { apiToken, seed } from './seed.ts';
import { startService } from './service.ts';

const USERS = 200;
/** Each user's free ones, so that every check is one of a password. */
const CHECKS = 5 * USERS;
const PAUSE_MS = 20;
const IDLE_MS = 3_000;
const PASSWORD = 'Correct4Horses';

interface Reply {
  readonly status: number;
  readonly retryAfter: number;
  // biome-ignore lint/suspicious/noExplicitAny: replies of several operations
  readonly body: any;
}

/**
 * Whether password hashing keeps others waiting: signed calls of a device alone, and while 1,000 wrong passwords are
 * sent at once by 1,000 strangers, who come back when they are told to until every one has been checked.
 */
export async function passwordReport(folder: string, program: readonly string[]): Promise<string> {
  const postgres = await startPostgres({ durable: true });
  const databases = new Map([['SQLite', `sqlite:${join(folder, 'passwords.db')}`]]);
  if (postgres.url !== undefined) databases.set('PostgreSQL', postgres.url);
  const rows: (readonly (string | number)[])[] = [];
  for (const [name, database] of databases) {
    await seed(database, 1);
    const service = await startService(program, database, {});
    rows.push(...(await measure(name, service.url)));
    await service.stop();
  }
  if (postgres.url !== undefined) await postgres.stop();
  const head = ['signed device call', 'calls', 'p50 ms', 'p99 ms', 'longest ms', 'goal: p99 < 100 ms'];
  return markdown([head, ...rows]);
}

async function measure(name: string, url: string) {
  const ids: string[] = [];
  for (let n = 0; n < USERS; n++) ids.push(await addUser(url, n));
  const phone = await addPhone(url, ids[0] ?? '');
  await deviceCalls(phone, () => false, IDLE_MS / 10);

  const idle = await deviceCalls(phone, () => false, IDLE_MS);
  const before = performance.now();
  let busy = 0;
  let open = CHECKS;
  const guesses = Array.from({ length: CHECKS }, async (_, n) => {
    while (!(await isJudged(url, ids[n % USERS] ?? '', n, () => busy++)));
    open -= 1;
  });
  const stormed = await deviceCalls(phone, () => open > 0);
  await Promise.all(guesses);
  const seconds = ((performance.now() - before) / 1_000).toFixed(1);
  return [
    row(`${name}, idle`, idle),
    row(`${name}, while ${CHECKS} passwords are checked (${seconds} s, ${busy} times 503)`, stormed),
  ];
}

function row(what: string, latencies: readonly number[]) {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const longest = (sorted.at(-1) ?? Number.NaN).toFixed(0);
  return [what, sorted.length, at(0.5).toFixed(1), at(0.99).toFixed(1), longest, at(0.99) < 100 ? 'reached' : 'missed'];
}

/** Calls one after another, for so long, and as long as something goes on; gives the milliseconds of each. */
async function deviceCalls(phone: VirtualPhone, goesOn: () => boolean, ms = 0): Promise<readonly number[]> {
  const latencies: number[] = [];
  const end = performance.now() + ms;
  while (performance.now() < end || goesOn()) {
    const before = performance.now();
    await phone.waiting();
    latencies.push(performance.now() - before);
    await setTimeout(PAUSE_MS);
  }
  return latencies;
}

/** One stranger's wrong password; false when there was no room for it, after the time that it was told to wait. */
async function isJudged(url: string, id: string, n: number, busy: () => void): Promise<boolean> {
  const passwords = { oldPassword: { value: `Wrong4Horses${n}` }, newPassword: { value: 'Another4Horses' } };
  const address = `198.51.${n >> 8}.${n & 255}`;
  const reply = await post(`${url}/api/v1/users/${id}/credentials/change_password`, passwords, address);
  if (reply.status === 403) return true;
  if (reply.status !== 503) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  busy();
  await setTimeout(reply.retryAfter * 1_000);
  return false;
}

async function addUser(url: string, n: number): Promise<string> {
  const [email, credentials] = [`guessed${n}@example.com`, { password: { value: PASSWORD } }];
  const profile = { firstName: 'Ada', lastName: 'Lovelace', login: email, email };
  const { status, body } = await post(`${url}/api/v1/users?activate=true`, { profile, credentials });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.id;
}

async function addPhone(url: string, userId: string): Promise<VirtualPhone> {
  const enroll = { factorType: 'push', provider: 'OKTA' };
  const { body: factor } = await post(`${url}/api/v1/users/${userId}/factors`, enroll);
  const picture = await (await fetch(factor._embedded.activation._links.qrcode.href)).arrayBuffer();
  const link = scanQr(new Uint8Array(picture));
  const phone = await enrollPhone(
    {
      now: () => Temporal.Now.instant(),
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      ask: async ({ method, path, authorization, body }) => {
        const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
        const said = body === undefined ? {} : { body: JSON.stringify(body) };
        const reply = await fetch(`${url}${path}`, { method, headers, ...said });
        return { status: reply.status, body: await reply.json() };
      },
    },
    link,
    { name: 'Phone', platform: 'ANDROID' },
  );
  if (!phone) throw new Error(`no activation link: ${link}`);
  return phone;
}

async function post(url: string, body: object, address = '192.0.2.1'): Promise<Reply> {
  const headers = {
    authorization: `SSWS ${apiToken}`,
    'content-type': 'application/json',
    'x-forwarded-for': address,
  };
  const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: reply.status, retryAfter: Number(reply.headers.get('retry-after')), body: await reply.json() };
}
