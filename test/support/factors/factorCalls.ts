import type { Answer, CallOptions, World } from '../world.ts';

/** The factor calls of one user, as short as tests want them. */
export function factorCalls(w: World, userId: string) {
  const factors = `/api/v1/users/${userId}/factors`;
  return {
    factors,
    list: () => w.call('GET', factors),
    get: (id: string) => w.call('GET', `${factors}/${id}`),
    catalog: () => w.call('GET', `${factors}/catalog`),
    enroll: (body: object, query = '', options?: CallOptions) => w.call('POST', `${factors}${query}`, body, options),
    sms: (phoneNumber?: string, query = '', options?: CallOptions): Promise<Answer> =>
      w.call(
        'POST',
        `${factors}${query}`,
        { factorType: 'sms', provider: 'OKTA', ...(phoneNumber !== undefined && { profile: { phoneNumber } }) },
        options,
      ),
    activate: (id: string, passCode: string, options?: CallOptions) =>
      w.call('POST', `${factors}/${id}/lifecycle/activate`, { passCode }, options),
    /** Repeats the number of the factor, unless another is named. */
    resend: async (id: string, phoneNumber?: string, options?: CallOptions) => {
      const profile =
        phoneNumber === undefined ? (await w.call('GET', `${factors}/${id}`)).body.profile : { phoneNumber };
      return w.call('POST', `${factors}/${id}/resend`, { factorType: 'sms', provider: 'OKTA', profile }, options);
    },
    challenge: (id: string, options?: CallOptions) => w.call('POST', `${factors}/${id}/verify`, undefined, options),
    verify: (id: string, passCode: string, options?: CallOptions) =>
      w.call('POST', `${factors}/${id}/verify`, { passCode }, options),
    remove: (id: string, query = '') => w.call('DELETE', `${factors}/${id}${query}`),
  };
}

/** A refusal as a caller hears it: the code and the sentences, without the ids that differ each time. */
export function heard({ status, body }: Answer): { status: number; code: string; summary: string; causes: string[] } {
  const { errorCode, errorSummary, errorCauses } = body;
  return {
    status,
    code: errorCode,
    summary: errorSummary,
    causes: errorCauses.map((cause: { errorSummary: string }) => cause.errorSummary),
  };
}

/** Enrolls and activates an SMS factor; gives its id. */
export async function activeSms(w: World, userId: string, phoneNumber = '+18024482036'): Promise<string> {
  const calls = factorCalls(w, userId);
  const pending = await calls.sms(phoneNumber);
  const active = await calls.activate(pending.body.id, w.lastCode());
  if (active.status !== 200) throw new Error(JSON.stringify(active.body));
  return active.body.id;
}

/** A code that is certainly not the one that was sent. */
export const wrong = (code: string): string => code.replace(/./g, (digit) => String((Number(digit) + 1) % 10));
