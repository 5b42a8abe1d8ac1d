import type { ServiceApp } from '../../domain/oauth/serviceApp.ts';
import { fault } from '../../domain/values/fault.ts';
import { Page } from '../shared/replies.ts';

interface AppQuery {
  readonly q?: string;
  readonly after?: string;
  readonly limit?: number;
}

/** The size of a page, where nobody says another (fact 141). */
const DEFAULT_LIMIT = 20;

/** One page of apps: those whose label or name begins with `q`, from the one that follows `after`, an app's id. */
export function pageOfApps<T>(
  apps: readonly ServiceApp[],
  { q, after, limit = DEFAULT_LIMIT }: AppQuery,
  describe: (app: ServiceApp) => T,
): Page<T[]> {
  const begins = (text: string) => text.toLowerCase().startsWith((q ?? '').toLowerCase());
  const found = apps.filter(({ label }) => begins(label) || begins('oidc_client'));
  const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) throw fault('invalidPaging').because('Use the link of rel="next" as it is.');
  const page = found.slice(start, start + limit);
  const common = [...(q === undefined ? [] : [['q', q] as const]), ['limit', String(limit)] as const];
  const at = (id: string | undefined) => (id === undefined ? common : [['after', id] as const, ...common]);
  const last = start + limit < found.length ? page.at(-1)?.id : undefined;
  return new Page(page.map(describe), at(after), last === undefined ? undefined : at(last));
}
