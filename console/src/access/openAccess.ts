import { ApiError, type Client } from '@cofactor/client';
import { clientWithSession, clientWithToken } from './client.ts';
import type { Role } from './permissions.ts';
import { isSignedOut } from './signedOut.ts';

/** The person in front of the console, and the client that asks in their name. */
export interface Access {
  readonly client: Client;
  /** Empty in development mode, where nobody has signed in. */
  readonly login: string;
  readonly roles: readonly Role[];
  /** The factor that proved the session, which is asked again before something dangerous; an OpenID provider has none. */
  readonly factorId?: string;
  /** The name of the OpenID provider at which they signed in. */
  readonly provider?: string;
  /** Opened without a sign-in, in development mode. */
  readonly development: boolean;
}

type Session = Pick<Access, 'login' | 'roles' | 'factorId' | 'provider'>;

/** The session of this browser; in development mode on this machine the token; undefined for who has to sign in. */
export async function openAccess(): Promise<Access | undefined> {
  const client = clientWithSession();
  try {
    const session = (await client.request({ method: 'GET', path: '/admin/session' })) as Session;
    return { client, ...session, development: false };
  } catch (error) {
    if (!isSignedOut(error)) throw error;
    return openInDevelopment(client);
  }
}

async function openInDevelopment(asking: Client): Promise<Access | undefined> {
  if (!/^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname)) return undefined;
  try {
    const { token } = (await asking.request({ method: 'GET', path: '/dev/console' })) as { readonly token: string };
    return { client: clientWithToken(token), login: '', roles: ['SUPER_ADMIN'], development: true };
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
