import { type Static, Type } from 'typebox';
import { LogEventResource } from '../log/logEvent.ts';
import { Link, Timestamp } from '../shared/primitives.ts';
import { ChannelRequest } from './inlineHook.ts';

const Header = Type.Object({ key: Type.String(), value: Type.String() });
const ignored = Type.Optional(Type.Unknown());
const orNull = Type.Null();

/** Which events a hook wants, as a request gives it; faults within are reported field by field. */
const events = {
  type: Type.Optional(Type.String({ description: 'EVENT_TYPE' })),
  items: Type.Optional(Type.Array(Type.String(), { description: 'types of events of the system log' })),
  filter: Type.Optional(
    Type.Union([
      Type.Object({
        type: Type.Optional(Type.Union([Type.String({ description: 'EXPRESSION_LANGUAGE' }), orNull])),
        eventFilterMap: Type.Optional(
          Type.Union([
            Type.Array(
              Type.Object({
                event: Type.String(),
                condition: Type.Object({
                  expression: Type.String({ description: 'over `event`, as in docs/event-hooks.md' }),
                  version: ignored,
                }),
              }),
            ),
            orNull,
          ]),
        ),
      }),
      orNull,
    ]),
  ),
};

/** An event hook to be made, or as it shall be (fact 196). */
export const EventHookRequest = Type.Object({
  name: Type.Optional(Type.String()),
  description: Type.Optional(Type.Union([Type.String(), orNull])),
  events: Type.Optional(Type.Object(events)),
  channel: Type.Optional(ChannelRequest),
  // Clients send whole objects back.
  id: ignored,
  status: ignored,
  verificationStatus: ignored,
  created: ignored,
  createdBy: ignored,
  lastUpdated: ignored,
  _links: ignored,
});
export type EventHookRequest = Static<typeof EventHookRequest>;

/** An event hook as shown: everything but the secret (fact 196). */
export const EventHookResource = Type.Object({
  id: Type.String(),
  status: Type.Enum(['ACTIVE', 'INACTIVE']),
  verificationStatus: Type.Enum(['UNVERIFIED', 'VERIFIED']),
  name: Type.String(),
  description: Type.Union([Type.String(), orNull]),
  created: Timestamp,
  createdBy: Type.Union([Type.String(), orNull]),
  lastUpdated: Timestamp,
  events: Type.Object({
    type: Type.Literal('EVENT_TYPE'),
    items: Type.Array(Type.String()),
    filter: Type.Union([
      Type.Object({
        type: Type.Literal('EXPRESSION_LANGUAGE'),
        eventFilterMap: Type.Array(
          Type.Object({
            event: Type.String(),
            condition: Type.Object({ version: orNull, expression: Type.String() }),
          }),
        ),
      }),
      orNull,
    ]),
  }),
  channel: Type.Object({
    type: Type.Literal('HTTP'),
    version: Type.String(),
    config: Type.Object({
      uri: Type.String(),
      headers: Type.Array(Header),
      method: Type.Literal('POST'),
      authScheme: Type.Union([
        Type.Object({ type: Type.Literal('HEADER'), key: Type.String() }, { additionalProperties: false }),
        orNull,
      ]),
    }),
  }),
  _links: Type.Record(Type.String(), Link),
});

/** The request that delivers an event to a hook (fact 198). */
export const EventHookCall = Type.Object({
  eventType: Type.Literal('com.okta.event_hook'),
  eventTypeVersion: Type.Literal('1.0'),
  cloudEventsVersion: Type.Literal('0.1'),
  source: Type.String({ description: 'the URL of the hook' }),
  eventId: Type.String({ description: 'the same whenever the event is sent to this hook again' }),
  data: Type.Object({ events: Type.Array(LogEventResource) }),
  eventTime: Type.String({ format: 'date-time' }),
  contentType: Type.Literal('application/json'),
});
export type EventHookCall = Static<typeof EventHookCall>;

/** An event that a hook has not taken: it is tried again (WAITING), or was given up (DEAD). An extension. */
export const EventHookDelivery = Type.Object({
  id: Type.String({ description: 'the eventId of its request' }),
  status: Type.Enum(['WAITING', 'DEAD']),
  eventType: Type.String(),
  eventUuid: Type.String({ description: 'the uuid of the event in the system log' }),
  published: Type.String({ format: 'date-time' }),
  attempts: Type.Integer(),
  reason: Type.String(),
  lastAttempt: Type.String({ format: 'date-time' }),
  nextAttempt: Type.Union([Type.String({ format: 'date-time' }), orNull]),
});
