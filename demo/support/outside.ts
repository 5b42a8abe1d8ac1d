import { expect200 } from './checks.ts';
import type { Demo } from './demo.ts';

/**
 * Gives the organization the outside service of an authenticator until the scenario is over: creates the authenticator, or
 * changes the one of an earlier run, as the administrator does.
 */
export async function setOutside(
  { call, later }: Pick<Demo, 'call' | 'later'>,
  { key, name, configuration }: { readonly key: string; readonly name: string; readonly configuration: object },
): Promise<void> {
  const all: { id: string; key: string }[] = expect200(await call('GET', '/api/v1/authenticators'));
  const known = all.find((one) => one.key === key);
  const provider = { configuration };
  const { id, neverUsed } = known
    ? expect200(await call('PUT', `/api/v1/authenticators/${known.id}`, { name, provider }))
    : expect200(await call('POST', '/api/v1/authenticators', { key, name, provider }));
  if (neverUsed) throw new Error(`the settings of ${key} are not complete`);
  expect200(await call('POST', `/api/v1/authenticators/${id}/lifecycle/activate`));
  later(() => call('POST', `/api/v1/authenticators/${id}/lifecycle/deactivate`));
}
