import { type Static, type TSchema, Type } from 'typebox';

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const textOrNull = orNull(Type.String());
const Details = Type.Record(Type.String(), Type.Unknown());

const UserAgent = Type.Object({ rawUserAgent: textOrNull, os: Type.String(), browser: Type.String() });

const Actor = Type.Object({
  id: Type.String(),
  type: Type.String(),
  alternateId: Type.String(),
  displayName: Type.String(),
  detailEntry: Type.Null(),
});

/** A thing that something happened to; `detailEntry` has its new state where the event changed it. */
const Target = Type.Object({
  id: Type.String(),
  type: Type.String(),
  alternateId: Type.String(),
  displayName: Type.String(),
  detailEntry: orNull(Details),
});

/** One event of the system log, as Okta shows it (fact 211). */
export const LogEventResource = Type.Object({
  uuid: Type.String(),
  /** To the millisecond, unlike the times of other objects. */
  published: Type.String({ format: 'date-time' }),
  eventType: Type.String(),
  version: Type.Literal('0'),
  severity: Type.Enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  legacyEventType: textOrNull,
  displayMessage: Type.String(),
  actor: Actor,
  client: Type.Object({
    userAgent: orNull(UserAgent),
    zone: Type.String(),
    device: Type.String(),
    id: textOrNull,
    ipAddress: textOrNull,
    geographicalContext: Type.Null(),
  }),
  authenticationContext: Type.Object({
    authenticationProvider: textOrNull,
    credentialProvider: textOrNull,
    credentialType: textOrNull,
    issuer: Type.Null(),
    interface: Type.Null(),
    authenticationStep: Type.Literal(0),
    externalSessionId: Type.String(),
  }),
  outcome: Type.Object({ result: Type.Enum(['SUCCESS', 'FAILURE', 'DENY']), reason: textOrNull }),
  target: Type.Array(Target),
  transaction: Type.Object({ type: Type.Enum(['WEB', 'JOB']), id: Type.String(), detail: Details }),
  request: Type.Object({
    ipChain: Type.Array(
      Type.Object({
        ip: Type.String(),
        version: Type.Enum(['V4', 'V6']),
        geographicalContext: Type.Null(),
        source: Type.Null(),
      }),
    ),
  }),
  debugContext: Type.Object({ debugData: Type.Record(Type.String(), Type.String()) }),
  securityContext: Type.Object({
    asNumber: Type.Null(),
    asOrg: Type.Null(),
    isp: Type.Null(),
    domain: Type.Null(),
    isProxy: Type.Null(),
  }),
});
export type LogEventResource = Static<typeof LogEventResource>;
