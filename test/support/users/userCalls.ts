import type { Answer, World } from '../world.ts';

export const USERS = '/api/v1/users';
export const PASSWORD = 'Correct4Horses';

let created = 0;

/** A profile nobody else has. */
export function profile(over: Record<string, unknown> = {}): Record<string, unknown> {
  const login = `user${++created}@example.com`;
  return { firstName: 'Grace', lastName: 'Hopper', email: login, login, ...over };
}

/** Creates a user with a password and returns the reply's body. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
export async function activeUser(w: World, over: Record<string, unknown> = {}): Promise<any> {
  return created200(
    await w.call('POST', USERS, { profile: profile(over), credentials: { password: { value: PASSWORD } } }),
  );
}

/** The body of a reply that must be a 200. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
export function created200({ status, body }: Answer): any {
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

/** Status, error code and causes of a refusal. */
export function refusal({ status, body }: Answer): unknown {
  return [
    status,
    body.errorCode,
    body.errorSummary,
    body.errorCauses.map(({ errorSummary }: { errorSummary: string }) => errorSummary),
  ];
}

/** The types of what the log has about a user, oldest first. */
export async function eventsOf(w: World, userId: string): Promise<readonly string[]> {
  return (await w.store.log.ofUser(userId)).map(({ event, outcome }) =>
    outcome === 'SUCCESS' ? event : `${event} ${outcome}`,
  );
}

/** Puts a user into a status that no call of ours leads to. */
export async function force(w: World, userId: string, status: 'LOCKED_OUT'): Promise<void> {
  const user = await w.store.users.byId(userId);
  if (!user || (await w.store.apply([{ do: 'saveUser', user: { ...user, status } }])) !== 'done')
    throw new Error(userId);
}
