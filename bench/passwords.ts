import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startPostgres } from '../scripts/postgres.ts';
import { enrollPhone, type VirtualPhone } from '../src/dev/devices/virtual/virtualPhone.ts';
import { scanQr } from '../test/support/devices/scanQr.ts';
import { type Child, startChild } from './child.ts';
import type { CrowdAnswer, CrowdQuestion } from './crowd.ts';
import { markdown, median } from './report.ts';
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
  // biome-ignore lint/suspicious/noExplicitAny: replies of several operations
  readonly body: any;
}

/**
 * Whether password hashing keeps others waiting: signed calls of a device alone, and while 1,000 wrong passwords are
 * sent at once by 1,000 strangers, who come back when they are told to until every one has been checked. The crowd is a
 * process of its own, so that its work is not taken for the service's.
 */
export async function passwordReport(folder: string, program: readonly string[], rounds: number): Promise<string> {
  const postgres = await startPostgres({ durable: true });
  const databases = new Map([['SQLite', `sqlite:${join(folder, 'passwords.db')}`]]);
  if (postgres.url !== undefined) databases.set('PostgreSQL', postgres.url);
  const crowd = startChild('crowd.ts');
  const rows: (readonly (string | number)[])[] = [];
  for (const [name, database] of databases) {
    await seed(database, 1);
    const service = await startService(program, database, {});
    rows.push(...(await measure(crowd, { name, url: service.url, rounds })));
    await service.stop();
  }
  await crowd.stop();
  if (postgres.url !== undefined) await postgres.stop();
  const head = ['signed device call', 'calls', 'p50 ms', 'p99 ms', 'longest ms', 'goal: p99 < 100 ms'];
  return `${rounds} rounds, medians\n\n${markdown([head, ...rows])}`;
}

interface Measured {
  readonly name: string;
  readonly url: string;
  readonly rounds: number;
}

async function measure(crowd: Child, { name, url, rounds }: Measured) {
  const ids: string[] = [];
  for (let n = 0; n < USERS; n++) ids.push(await addUser(url, n));
  const phone = await addPhone(url, ids[0] ?? '');
  await deviceCalls(phone, () => false, IDLE_MS / 10);

  const [idle, stormed, storms]: [Latencies[], Latencies[], CrowdAnswer[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    idle.push(await deviceCalls(phone, () => false, IDLE_MS));
    let goesOn = true;
    const question: CrowdQuestion = { url, ids, checks: CHECKS, round };
    const storm = crowd.ask<CrowdAnswer>(question).finally(() => {
      goesOn = false;
    });
    stormed.push(await deviceCalls(phone, () => goesOn));
    storms.push(await storm);
  }
  const seconds = median(storms.map((storm) => storm.seconds)).toFixed(1);
  const busy = median(storms.map((storm) => storm.busy));
  return [
    row(`${name}, idle`, idle),
    row(`${name}, while ${CHECKS} passwords are checked (${seconds} s, ${busy} times 503)`, stormed),
  ];
}

type Latencies = readonly number[];

/** A row of medians over rounds. */
function row(what: string, rounds: readonly Latencies[]) {
  const sorted = rounds.map((latencies) => latencies.toSorted((a, b) => a - b));
  const at = (share: number) => median(sorted.map((one) => one[Math.floor(one.length * share)] ?? Number.NaN));
  const longest = median(sorted.map((one) => one.at(-1) ?? Number.NaN)).toFixed(0);
  const calls = median(sorted.map(({ length }) => length));
  return [what, calls, at(0.5).toFixed(1), at(0.99).toFixed(1), longest, at(0.99) < 100 ? 'reached' : 'missed'];
}

/** Calls one after another, for so long, and as long as something goes on; gives the milliseconds of each. */
async function deviceCalls(phone: VirtualPhone, goesOn: () => boolean, ms = 0): Promise<Latencies> {
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

async function post(url: string, body: object): Promise<Reply> {
  const headers = { authorization: `SSWS ${apiToken}`, 'content-type': 'application/json' };
  const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: reply.status, body: await reply.json() };
}
