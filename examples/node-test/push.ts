import type { Org } from './phone.ts';

interface Reply {
  readonly factorResult: string;
  readonly errorSummary?: string;
  readonly _links?: { readonly poll?: { readonly href: string } };
  readonly _embedded?: { readonly challenge?: { readonly correctAnswer: number } };
}

/** The application: asks a user on their phone, shows the number to pick there, and waits for what comes of it. */
export async function confirmOnPhone(
  org: Org,
  { userId, factorId }: { readonly userId: string; readonly factorId: string },
  show: (number: number) => void,
  pace = 2_000,
): Promise<'confirmed' | 'refused' | 'nobody answered'> {
  const path = `/api/v1/users/${userId}/factors/${factorId}/verify`;
  let reply = await call(org, 'POST', org.url + path, { useNumberMatchingChallenge: true });
  const number = reply._embedded?.challenge?.correctAnswer;
  if (number !== undefined) show(number);
  while (reply.factorResult === 'WAITING') {
    await new Promise((resolve) => setTimeout(resolve, pace));
    reply = await call(org, 'GET', reply._links?.poll?.href ?? '');
  }
  if (reply.factorResult === 'SUCCESS') return 'confirmed';
  return reply.factorResult === 'TIMEOUT' ? 'nobody answered' : 'refused';
}

async function call(org: Org, method: string, url: string, body?: object): Promise<Reply> {
  const headers = { authorization: `SSWS ${org.token}`, 'content-type': 'application/json' };
  const reply = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const answer = (await reply.json()) as Reply;
  if (!reply.ok) throw new Error(answer.errorSummary);
  return answer;
}
