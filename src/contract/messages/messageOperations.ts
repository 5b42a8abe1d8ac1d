import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { ExplanationResource, MessageResource } from './message.ts';

const UserPath = Type.Object({ userId: Type.String() });
const user = '/api/v1/users/:userId' as const;

/** Extensions of ours: what became of the messages a user was to get. `userId` is an id, a login or `me`. */
export const traceOperations = {
  listUserMessages: operation({
    method: 'GET',
    path: `${user}/messages`,
    scope: 'cofactor.messages.read',
    summary: 'List the messages of a user, newest first',
    params: UserPath,
    query: Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1 })),
      after: Type.Optional(Type.String()),
    }),
    body: None,
    status: 200,
    reply: Type.Array(MessageResource),
    errors: ['notFound', 'invalidPaging'],
  }),
  explainUser: operation({
    method: 'GET',
    path: `${user}/explain`,
    scope: 'cofactor.messages.read',
    summary: 'Explain why a user got no code or was not verified',
    params: UserPath,
    query: None,
    body: None,
    status: 200,
    reply: ExplanationResource,
    errors: ['notFound'],
  }),
} as const;
