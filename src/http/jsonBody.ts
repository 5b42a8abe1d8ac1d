import type { FastifyInstance } from 'fastify';
import type { Operation } from '../contract/shared/operation.ts';
import { fault } from '../domain/values/fault.ts';

/** A body that is not JSON. What is to be said of it is the route's business: it knows first who asks. */
class Unreadable {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * The text that JavaScript makes of an object that nobody turned into JSON. Callers of Okta's Node SDK send it with the SDK's
 * exposed `http` client, which hands a body on as it is, and resend by such a call has been working.
 */
const NEVER_SERIALIZED = '[object Object]';

/** An empty body is no body, whatever its content type says: that is how a challenge is asked for. */
export function acceptJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body as string;
    if (text.length === 0) done(null, undefined);
    else parse(request, text, (error, value) => done(null, error ? new Unreadable(text) : value));
  });
}

/** The body of a request to an operation; one that is not JSON is 400, unless it says nothing the path does not. */
export function bodyOf(
  given: unknown,
  { method, bodyRepeatsPath }: Pick<Operation, 'method' | 'bodyRepeatsPath'>,
): unknown {
  if (method === 'GET' || method === 'DELETE') return {};
  if (!(given instanceof Unreadable)) return given ?? {};
  if (bodyRepeatsPath && given.text === NEVER_SERIALIZED) return {};
  throw fault('malformedBody').because('The body is not valid JSON.');
}
