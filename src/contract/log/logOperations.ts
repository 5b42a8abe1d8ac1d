import { Type } from 'typebox';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import { LogEventResource } from './logEvent.ts';

/** The System Log API (fact 214). */
export const logOperations = {
  listLogEvents: operation({
    method: 'GET',
    path: '/api/v1/logs',
    scope: 'okta.logs.read',
    cors: true,
    forOktaClients: true,
    summary: 'List all system log events',
    description:
      'Without `until`, and ascending, it is a poll: there is always a next link, and whoever follows it sees every event once. Otherwise the list ends. A page that searches long may be short or empty and still have a next link.',
    params: None,
    query: Type.Object({
      since: Type.Optional(Type.String({ description: 'ISO 8601; seven days before `until` when absent' })),
      until: Type.Optional(Type.String({ description: 'ISO 8601; events before it' })),
      after: Type.Optional(Type.String({ description: 'Of the next link' })),
      filter: Type.Optional(Type.String({ description: 'SCIM, over the members of an event' })),
      q: Type.Optional(
        Type.String({ description: 'At most ten words of at most 40 characters, all of which must occur' }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, description: '100 when absent' })),
      sortOrder: Type.Optional(Type.Enum(['ASCENDING', 'DESCENDING'])),
    }),
    body: None,
    status: 200,
    reply: Type.Array(LogEventResource),
    errors: ['validation', 'invalidPaging', 'invalidSearch'],
  }),
} as const;
