import type { TSchema } from 'typebox';
import { AnswerRequest, EnrollRequest, FactorResource, kindContracts } from '../factors/factors.ts';
import type { Operation } from '../shared/operation.ts';
import type { SignedStatement } from '../shared/statement.ts';
import { enrollExamples } from './enrollExamples.ts';
import { type Json, ours, reference } from './json.ts';
import { ANSWER, answerOrChallenge, ENROLL, FACTOR } from './kindSchemas.ts';
import { type NameOf, plainSchema } from './plainSchema.ts';
import { errorReplies, headersOf } from './replies.ts';
import { resourceOf } from './resources.ts';
import { securityOf } from './security.ts';

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, TSchema & { readonly description?: string }>>;
  readonly required?: readonly string[];
  readonly documented?: { readonly required?: readonly string[] };
}

const IDEMPOTENCY_KEY = 'IdempotencyKey';
const DEVICE_TOKEN = 'DeviceToken';
const DEVICE_FINGERPRINT = 'DeviceFingerprint';

/** Parameters that several operations share. */
export const parameterComponents: Json = {
  [IDEMPOTENCY_KEY]: {
    name: 'Idempotency-Key',
    in: 'header',
    ...ours(true),
    description: 'Names the request: it is carried out once, and answered the same for 24 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[ -~]+$' },
  },
  [DEVICE_TOKEN]: {
    name: 'Cofactor-Device-Token',
    in: 'header',
    ...ours(true),
    description: 'The `deviceToken` of the end user’s device: it has guesses of its own, whatever its address is.',
    schema: { type: 'string' },
  },
  [DEVICE_FINGERPRINT]: {
    name: 'X-Device-Fingerprint',
    in: 'header',
    description: 'Tells the devices of one address apart; counts only together with the address.',
    schema: { type: 'string' },
  },
};

/** Descriptions of the parameters in paths. */
const pathWords: Readonly<Record<string, string>> = { userId: 'an id, a login, or `me`' };

/** One operation as the document has it. */
export function operationObject(id: string, operation: Operation, nameOf: NameOf): Json {
  const { summary, status } = operation;
  const { tag, extension } = resourceOf(operation);
  const body = requestBody(operation, nameOf);
  const words = [
    ...(extension ? ['An extension of Cofactor’s: Okta does not have it.'] : []),
    ...(operation.description === undefined ? [] : [operation.description]),
  ];
  const parameters = [
    ...pathParameters(operation),
    ...queryParameters(operation, nameOf),
    ...(operation.idempotent ? [reference('parameters', IDEMPOTENCY_KEY)] : []),
    ...(operation.countsRequesters
      ? [DEVICE_TOKEN, DEVICE_FINGERPRINT].map((name) => reference('parameters', name))
      : []),
  ];
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...ours(extension),
    ...(words.length > 0 && { description: words.join(' ') }),
    security: securityOf(operation),
    ...(operation.statement && signedBy(operation.statement, nameOf)),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: {
      [status]: goodReply(operation, nameOf),
      ...(operation.mayCreate && { 201: { ...goodReply(operation, nameOf), description: 'Asked elsewhere: poll' } }),
      ...errorReplies(operation),
    },
  };
}

/** A statement instead of a token, in the header or in the body: what it has to say. */
const signedBy = ({ op, by, claims }: SignedStatement, nameOf: NameOf): Json => ({
  'x-cofactor-statement': { op, key: by === 'device' ? 'kid' : 'jwk', claims: plainSchema(claims, nameOf) },
});

function pathParameters({ path }: Operation): readonly Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...(pathWords[name] !== undefined && { description: pathWords[name] }),
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Operation, nameOf: NameOf): readonly Json[] {
  const { properties = {}, documented } = query as ObjectSchema;
  const { required = [] } = documented ?? (query as ObjectSchema);
  return Object.entries(properties).map(([name, property]) => {
    const { description, 'x-cofactor-extension': extension, ...schema } = plainSchema(property, nameOf);
    return {
      name,
      in: 'query',
      ...ours(extension === true),
      ...(description !== undefined && { description }),
      ...(required.includes(name) && { required: true }),
      schema,
    };
  });
}

function requestBody({ method, body, path, bodyRepeatsPath }: Operation, nameOf: NameOf): Json | undefined {
  if (method === 'GET' || method === 'DELETE') return undefined;
  const of = (schema: Json, required: boolean, more: Json = {}): Json => ({
    required,
    content: { 'application/json': { schema, ...more } },
  });
  if (body === EnrollRequest) {
    return of(reference('schemas', ENROLL), !bodyRepeatsPath, { examples: enrollExamples(kindContracts) });
  }
  if (body === AnswerRequest) {
    return path.endsWith('/verify')
      ? of(answerOrChallenge(kindContracts, nameOf), false)
      : of(reference('schemas', ANSWER), false);
  }
  const { properties = {}, required = [] } = body as ObjectSchema;
  if (Object.keys(properties).length === 0) return undefined;
  return of(plainSchema(body, nameOf), required.length > 0);
}

function goodReply({ status, reply, download, query, idempotent }: Operation, nameOf: NameOf): Json {
  const paged = Object.hasOwn((query as ObjectSchema).properties ?? {}, 'after');
  const head = headersOf('cofactor-quirk', ...(paged ? ['link'] : []), ...(idempotent ? ['idempotency-replayed'] : []));
  if (status === 204) return { description: 'Done', headers: head };
  return {
    description: 'Success',
    headers: head,
    content: {
      'application/json': { schema: replySchema(reply, nameOf) },
      ...(download && { [download]: { schema: { type: 'string' } } }),
    },
  };
}

function replySchema(reply: TSchema, nameOf: NameOf): Json {
  if (reply === FactorResource) return reference('schemas', FACTOR);
  const { items, anyOf } = reply as { readonly items?: TSchema; readonly anyOf?: readonly TSchema[] };
  if (anyOf?.includes(FactorResource)) return { anyOf: anyOf.map((one) => replySchema(one, nameOf)) };
  return items === undefined ? plainSchema(reply, nameOf) : { type: 'array', items: replySchema(items, nameOf) };
}
