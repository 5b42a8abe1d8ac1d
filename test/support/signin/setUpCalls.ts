import type { Role } from '../../../src/contract/access/roles.ts';
import { newProfile } from '../../../src/domain/users/userProfile.ts';
import { createAdministrator } from '../../../src/operations/signin/administratorLink.ts';
import { recoverAdministrator } from '../../../src/operations/signin/recoverAdministrator.ts';
import { authenticator } from '../factors/authenticator.ts';
import { type Answer, BASE, type World } from '../world.ts';

export const CHOSEN = 'Chosen7Giraffes';

/** The token of a link's path, or nothing where there is no link. */
const tokenIn = ({ path }: { readonly path?: string }): string => path?.split('#')[1] ?? '';

/** What `cofactor admin create` does; the link's token. */
export async function createdLink(w: World, login: string, role: Role = 'SUPER_ADMIN'): Promise<string> {
  const profile = newProfile({ login, email: login, firstName: 'Ada', lastName: 'Administrator' });
  return tokenIn(await createAdministrator(w.services, { profile, role }));
}

/** What `cofactor admin recover` does; the link's token. */
export const recoveryLink = async (w: World, login: string): Promise<string> =>
  tokenIn(await recoverAdministrator(w.services, login));

/** The calls of the page at /admin/setup, made by somebody who has a link. */
export function setUpCalls(w: World) {
  const post = (step: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    w.call('POST', `/admin/setup/${step}`, body, { token: null, headers: { origin: BASE, ...headers } });
  /** All but the last step: the state, and an app that shows the code. */
  async function ready(token: string, password = CHOSEN) {
    const chosen = await post('password', { token, password });
    if (chosen.status !== 200) throw new Error(JSON.stringify(chosen.body));
    const { state, activation } = (await post('factor', { state: chosen.body.state, kind: 'totp' })).body;
    const app = authenticator(activation.sharedSecret, w.clock);
    return { state: state as string, app };
  }
  const finish = ({ state, app }: Awaited<ReturnType<typeof ready>>): Promise<Answer> =>
    post('answer', { state, answer: { passCode: app.code() } });
  return { post, ready, finish };
}
