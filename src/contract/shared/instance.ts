import type { TSchema } from 'typebox';
import type { ScopeFamily } from '../access/scopes.ts';
import type { ErrorName } from './errors.ts';
import { type Operation, operation } from './operation.ts';
import { None } from './primitives.ts';

interface Instance<Params extends TSchema, Resource extends TSchema> {
  readonly path: Operation['path'];
  readonly scopes: ScopeFamily;
  readonly params: Params;
  readonly resource: Resource;
  /** The errors of every call but reading. */
  readonly errors: readonly ErrorName[];
  readonly forOktaClients?: true;
}

/** Makers of the calls on one instance of a collection, such as one message provider. */
export function instance<Params extends TSchema, Resource extends TSchema>({
  path,
  scopes,
  params,
  resource,
  errors,
  forOktaClients,
}: Instance<Params, Resource>) {
  const call = {
    path,
    scope: `${scopes}.manage`,
    params,
    query: None,
    body: None,
    status: 200,
    reply: resource,
    errors,
    ...(forOktaClients && { forOktaClients }),
  } as const;
  return {
    read: (summary: string) =>
      operation({ ...call, method: 'GET', scope: `${scopes}.read`, summary, errors: ['notFound'] }),

    change: <Body extends TSchema>(method: 'POST' | 'PUT' | 'PATCH', summary: string, body: Body) =>
      operation({ ...call, method, summary, body }),

    remove: (summary: string) => operation({ ...call, method: 'DELETE', summary, status: 204, reply: None }),

    /** A call without a body below the instance, such as `lifecycle/activate`, which answers with the instance. */
    step: (name: string, summary: string, more: Pick<Operation, 'bodyRepeatsPath'> = {}) =>
      operation({ ...call, ...more, method: 'POST', path: `${path}/${name}` as const, summary }),
  };
}
