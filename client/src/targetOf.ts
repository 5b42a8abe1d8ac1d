import { CofactorError } from './errors.ts';

/** One HTTP request, before anything is decided about how it is sent. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  /** With `:name` for each of `params` that belongs into it; or as it is. */
  readonly path: string;
  /** The parameters: those that are not in the path go into the query. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** The address of a request; ids and logins are put into it so that none can lead elsewhere. */
export function targetOf(base: string, { path, params, query }: HttpRequest): { url: string; path: string } {
  const wishes: Record<string, unknown> = { ...params, ...query };
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = wishes[name];
    delete wishes[name];
    // An empty segment, or one of dots, would be another path.
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value)) throw new CofactorError(`${name} is not an id`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const name in wishes) if (wishes[name] != null) search.set(name, String(wishes[name]));
  return { url: base.replace(/\/+$/, '') + filled + `?${search}`.replace(/^\?$/, ''), path: filled };
}
