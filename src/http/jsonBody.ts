import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Operation } from '../contract/shared/operation.ts';
import { type Fault, fault } from '../domain/values/fault.ts';
import { wrongEncoding } from './contentType.ts';
import { writesNullForNothing } from './replies/sdkQuirks.ts';

/** A body that cannot be read. The refusal is the route's business: it knows first who asks. */
class Unreadable {
  readonly fault: Fault;
  /** The body itself, when only its JSON is wrong. */
  readonly text: string | undefined;

  constructor(refusal: Fault, text?: string) {
    this.fault = refusal;
    this.text = text;
  }
}

/**
 * The text that JavaScript makes of an object that nobody turned into JSON. Callers of Okta's Node SDK send it with the SDK's
 * exposed `http` client, which hands a body on as it is, and resend by such a call has been working.
 */
const NEVER_SERIALIZED = '[object Object]';

/** Refuses what is not UTF-8 (RFC 8259 section 8.1): decoded with replacements, two different passwords could be equal. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Takes bodies of every type and judges them in `bodyOf`. An empty body is no body, whatever its Content-Type says: the
 * header describes content, and there is none (RFC 9110 section 8.3; fact 232).
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    if (bytes.length === 0) return done(null, undefined);
    const wrong = wrongEncoding(request.cofactor.contentType ?? request.headers['content-type'], request.headers);
    if (wrong) return done(null, new Unreadable(wrong));
    const text = decoded(bytes);
    if (text === undefined) return done(null, new Unreadable(malformed('The body is not valid UTF-8.')));
    parse(request, text, (error, value) => done(null, error ? new Unreadable(notJson(), text) : value));
  });
}

/**
 * Hides the Content-Type from the framework, which refuses one that it cannot read before anybody knows whether there is a
 * body at all.
 */
export function setContentTypeAside({ cofactor, headers }: FastifyRequest): void {
  cofactor.contentType = headers['content-type'];
  if (cofactor.contentType !== undefined) headers['content-type'] = undefined;
}

/**
 * The body of a request to an operation; one that cannot be read is refused, unless it says nothing the path does not. For
 * some SDKs, told by their `User-Agent`, `null` is no body.
 */
export function bodyOf(
  given: unknown,
  { method, bodyRepeatsPath }: Pick<Operation, 'method' | 'bodyRepeatsPath'>,
  userAgent?: string,
): unknown {
  const ignored = method === 'GET' || method === 'DELETE';
  if (given === null && writesNullForNothing(userAgent)) return {};
  if (!(given instanceof Unreadable)) return ignored || given === undefined ? {} : given;
  if (given.text !== undefined && (ignored || (bodyRepeatsPath && given.text === NEVER_SERIALIZED))) return {};
  throw given.fault;
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const malformed = (cause: string): Fault => fault('malformedBody').because(cause);
const notJson = (): Fault => malformed('The body is not valid JSON.');
