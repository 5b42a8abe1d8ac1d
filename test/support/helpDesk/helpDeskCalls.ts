import assert from 'node:assert/strict';
import { administrator } from '../access/administrators.ts';
import { authenticator } from '../factors/authenticator.ts';
import { person } from '../users/people.ts';
import { USERS } from '../users/userCalls.ts';
import type { Answer, World } from '../world.ts';

/** Somebody with an active authenticator app. */
export async function ownerOf(w: World) {
  const { id } = await person(w);
  const factors = `${USERS}/${id}/factors`;
  const enrolled = (await w.call('POST', factors, { factorType: 'token:software:totp', provider: 'GOOGLE' })).body;
  const app = authenticator(enrolled._embedded.activation.sharedSecret, w.clock);
  const active = await w.call('POST', `${factors}/${enrolled.id}/lifecycle/activate`, { passCode: app.code() });
  assert.equal(active.status, 200, JSON.stringify(active.body));
  // A code is good once.
  w.clock.advance({ seconds: 30 });
  const factorId = enrolled.id as string;
  return { id, factors, factorId, app, statuses: () => statusesOf(w, id) };
}

/** The statuses of a user's factors. */
const statusesOf = async (w: World, id: string): Promise<readonly string[]> =>
  (await w.store.factors.envelopes(id)).map(({ status }) => status);

export type HelpDesk = ReturnType<typeof helpDeskCalls>;

/** The calls of one administrator. */
export function helpDeskCalls(w: World, token: string) {
  const call = (method: string, path: string, body?: unknown) => w.call(method, path, body, { token });
  const requests = (userId: string) => `${USERS}/${userId}/help-desk-requests`;
  return {
    token,
    call,
    ask: (userId: string, body: object): Promise<Answer> =>
      call('POST', requests(userId), { action: 'RESET_FACTORS', reason: 'lost their phone', ...body }),
    prove: (userId: string, id: string, body: object = {}) => call('POST', `${requests(userId)}/${id}/proof`, body),
    get: (userId: string, id: string, query = '') => call('GET', `${requests(userId)}/${id}${query}`),
    decide: (userId: string, id: string, decision = 'APPROVE') =>
      call('POST', `${requests(userId)}/${id}/decision`, { decision }),
    reset: (userId: string) => call('POST', `${USERS}/${userId}/lifecycle/reset_factors`),
    remove: (userId: string, factorId: string) => call('DELETE', `${USERS}/${userId}/factors/${factorId}`),
    give: (userId: string) =>
      call('POST', `${USERS}/${userId}/factors`, { factorType: 'cofactor:temporary_code', provider: 'COFACTOR' }),
  };
}

/** A person of the help desk, and their calls. */
export async function helpDesk(w: World) {
  const { user, secret } = await administrator(w, 'HELP_DESK_ADMIN');
  return { user, ...helpDeskCalls(w, secret) };
}

/** An administrator who needs no approval, and their calls. */
export async function second(w: World) {
  const { user, secret } = await administrator(w, 'USER_ADMIN');
  return { user, ...helpDeskCalls(w, secret) };
}

/** A leave that the owner gave by a code they read out; the id of the request. */
export async function provenBy(
  desk: HelpDesk,
  owner: Awaited<ReturnType<typeof ownerOf>>,
  body: object = {},
): Promise<string> {
  const asked = await desk.ask(owner.id, { approval: 'OWNER', factorId: owner.factorId, ...body });
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  const proven = await desk.prove(owner.id, asked.body.id, { passCode: owner.app.code() });
  assert.deepEqual([proven.status, proven.body.status], [200, 'APPROVED'], JSON.stringify(proven.body));
  return asked.body.id;
}

/** Requires a refusal for a reason, which writes nothing away from the user. */
export function refusedFor({ status, body, headers }: Answer, reason: string): void {
  assert.deepEqual(
    [status, body?.errorCode, headers['cofactor-reason']],
    [403, 'E0000006', reason],
    JSON.stringify(body),
  );
}
