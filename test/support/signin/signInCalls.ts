import type { Role } from '../../../src/contract/access/roles.ts';
import { authenticator } from '../factors/authenticator.ts';
import { activeUser, PASSWORD } from '../users/userCalls.ts';
import { type Answer, BASE, type World } from '../world.ts';

/** A person with a password, an authenticator app and roles, as they sign in with a browser. */
export async function consoleUser(w: World, roles: readonly Role[] = ['SUPER_ADMIN']) {
  const user = await activeUser(w);
  for (const role of roles) {
    const assignment = { id: w.services.newId('ra1'), userId: user.id, role, created: w.clock.now() };
    await w.store.apply([{ do: 'insertRole', assignment }]);
  }
  const factors = `/api/v1/users/${user.id}/factors`;
  const enrolled = (await w.call('POST', factors, { factorType: 'token:software:totp', provider: 'GOOGLE' })).body;
  const app = authenticator(enrolled._embedded.activation.sharedSecret, w.clock);
  await w.call('POST', `${factors}/${enrolled.id}/lifecycle/activate`, { passCode: app.code() });
  // A code is good once.
  w.clock.advance({ seconds: 30 });
  const login: string = user.profile.login;
  const post = (path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    w.call('POST', path, body, { token: null, headers: { origin: BASE, ...headers } });
  const password = (text = PASSWORD) => post('/admin/signin/password', { login, password: text });
  const factor = (state: string, passCode = app.code()) =>
    post('/admin/signin/factor', { state, factorId: enrolled.id, answer: { passCode } });
  return {
    id: user.id as string,
    login,
    app,
    factorId: enrolled.id as string,
    post,
    password,
    factor,
    /** Signs in; gives the cookie that the browser keeps. */
    async signIn(): Promise<string> {
      const reply = await factor((await password()).body.state);
      if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
      return cookieOf(reply);
    },
  };
}

export const cookieOf = ({ headers }: Answer): string => String(headers['set-cookie']).split(';', 1)[0] ?? '';
