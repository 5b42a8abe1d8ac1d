import type { FastifyRequest } from 'fastify';
import { Value } from 'typebox/value';
import type { Principal } from '../../contract/access/principal.ts';
import type { Signed, SignedStatement } from '../../contract/shared/statement.ts';
import { DeviceKey } from '../../contract/shared/statement.ts';
import { statementOnce } from '../../domain/budgets/statementOnce.ts';
import { readKid } from '../../domain/devices/device.ts';
import { shapeError } from '../../domain/values/shapeError.ts';
import { loadDevice } from '../../operations/devices/loadDevice.ts';
import type { Services } from '../../operations/shared/services.ts';
import { readHeader, refused, verifyStatement } from './statements.ts';

/** A device and the statement it signed. */
interface Presented {
  readonly principal: Principal;
  readonly signed: Signed;
}

/** Lets in whoever sends what an operation wants signed: the device's key is its only credential (docs/device-api.md). */
export async function authenticateDevice(
  services: Services,
  described: SignedStatement,
  request: FastifyRequest,
): Promise<Presented> {
  const { links, now } = services;
  const expected = { op: described.op, audience: links.absolute(''), now: now() };
  const given = readHeader(statementOf(described, request));
  const device = described.by === 'device' ? readKid(given.kid) : undefined;
  const key = described.by === 'device' ? device && (await loadDevice(services, device))?.key : given.key;
  // Whether there is such a device is nobody's business who cannot sign for it.
  if (!key) throw described.by === 'device' ? unknown() : refused('NO_KEY', 'Its header must have the new key as jwk.');
  const claims = await verifyStatement(given.text, key, expected);
  if (!Value.Check(described.claims, claims)) {
    const why = shapeError(Value.Errors(described.claims, claims));
    throw refused('MALFORMED', `Its payload is not as it should be: ${why.join(' ')}`);
  }
  // What changes something keeps its own record, or can happen but once; what only reads has none.
  if (device && described.in === 'authorization') await heardOnce(services, device.deviceId, claims.jti);
  const next = described.carries && (await carried(claims, described.carries, expected));
  return {
    // Requests are counted by key: nobody uses up another's.
    principal: { kind: 'device', id: device?.deviceId ?? key.x },
    signed: { key, claims, ...(device && { device }), ...(next && { next }) },
  };
}

/** A statement within a statement: what a new key says of itself when the old one makes way for it. */
async function carried(
  claims: object,
  { field, op, claims: schema }: NonNullable<SignedStatement['carries']>,
  expected: { readonly audience: string; readonly now: Temporal.Instant },
): Promise<NonNullable<Signed['next']>> {
  const given = readHeader(String((claims as Readonly<Record<string, unknown>>)[field]));
  if (!Value.Check(DeviceKey, given.key))
    throw refused('NO_KEY', `The header of ${field} must have the new key as jwk.`);
  const inner = await verifyStatement(given.text, given.key, { ...expected, op });
  if (!Value.Check(schema, inner)) throw refused('MALFORMED', `The payload of ${field} is not as it should be.`);
  return { key: given.key, claims: inner };
}

function statementOf(described: SignedStatement, { headers, body }: FastifyRequest): string {
  if (described.in === 'authorization') {
    const [, statement] = /^Device +(\S{1,8192}) *$/i.exec(headers.authorization ?? '') ?? [];
    if (statement !== undefined) return statement;
    throw refused('NO_STATEMENT', 'Send Authorization: Device followed by a statement.');
  }
  const { statement } = (body ?? {}) as { readonly statement?: unknown };
  if (typeof statement === 'string') return statement;
  throw refused('NO_STATEMENT', 'Send a JSON body with the statement.');
}

/** Refuses a statement that was heard before (replay). */
async function heardOnce({ store, now }: Services, deviceId: string, jti: string): Promise<void> {
  const heard = await store.limits.spend([statementOnce(deviceId, jti)], now());
  if (!heard.ok) throw refused('REPLAYED', 'This very statement was used before: sign a new one for each call.');
}

const unknown = () =>
  refused('UNKNOWN_DEVICE', 'It is signed by no device that is known here, or by one that was removed.');
