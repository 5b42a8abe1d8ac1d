import { setTimeout } from 'node:timers/promises';
import { answerParent } from './child.ts';
import { apiToken } from './seed.ts';

/** The question to a crowd: each user's password guessed wrong so many times, all at once. */
export interface CrowdQuestion {
  readonly url: string;
  readonly ids: readonly string[];
  readonly checks: number;
  /** Different each time, so that the addresses are new ones. */
  readonly round: number;
}

/** The time until every guess was judged, and the times that one of the crowd was told to come back. */
export interface CrowdAnswer {
  readonly seconds: number;
  readonly busy: number;
}

answerParent(async ({ url, ids, checks, round }: CrowdQuestion): Promise<CrowdAnswer> => {
  const before = performance.now();
  let busy = 0;
  await Promise.all(
    Array.from({ length: checks }, async (_, n) => {
      const guess = { id: ids[n % ids.length] ?? '', address: `198.${18 + round}.${n >> 8}.${n & 255}` };
      while (!(await isJudged(url, guess))) busy += 1;
    }),
  );
  return { seconds: (performance.now() - before) / 1_000, busy };
});

/** One stranger's wrong password; false when there was no room for it, after the time that it was told to wait. */
async function isJudged(url: string, { id, address }: { readonly id: string; readonly address: string }) {
  const passwords = { oldPassword: { value: 'Wrong4Horses' }, newPassword: { value: 'Another4Horses' } };
  const headers = {
    authorization: `SSWS ${apiToken}`,
    'content-type': 'application/json',
    'x-forwarded-for': address,
  };
  const reply = await fetch(`${url}/api/v1/users/${id}/credentials/change_password`, {
    method: 'POST',
    headers,
    body: JSON.stringify(passwords),
  });
  const text = await reply.text();
  if (reply.status === 403) return true;
  if (reply.status !== 503) throw new Error(`${reply.status} ${text}`);
  await setTimeout(Number(reply.headers.get('retry-after')) * 1_000);
  return false;
}
