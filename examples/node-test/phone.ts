/** The application: it knows an Okta org by its URL and an API token, and not that it may be a Cofactor. */
export interface Org {
  readonly url: string;
  readonly token: string;
}

interface Factor {
  readonly id: string;
  readonly status: string;
}

/** Sends a code to a new phone of a user. */
export const addPhone = (org: Org, userId: string, phoneNumber: string): Promise<Factor> =>
  call(org, `/api/v1/users/${userId}/factors`, { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } });

/** The user has typed the code. */
export const confirmPhone = (org: Org, userId: string, { id }: Factor, passCode: string): Promise<Factor> =>
  call(org, `/api/v1/users/${userId}/factors/${id}/lifecycle/activate`, { passCode });

/** One call, repeated once when the org asks for patience. */
async function call<T>(org: Org, path: string, body: unknown): Promise<T> {
  for (let tries = 1; ; tries++) {
    const reply = await fetch(org.url + path, {
      method: 'POST',
      headers: { authorization: `SSWS ${org.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (reply.status === 429 && tries === 1) {
      const until = Number(reply.headers.get('x-rate-limit-reset')) * 1_000;
      const now = Date.parse(reply.headers.get('date') ?? '');
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, until - now)));
      continue;
    }
    const answer = (await reply.json()) as T & { readonly errorSummary: string };
    if (!reply.ok) throw new Error(answer.errorSummary);
    return answer;
  }
}
