// These three alone: all of the library is a fortieth of what an idle service holds.
import { decodeProtectedHeader } from 'jose/decode/protected_header';
import { compactVerify } from 'jose/jws/compact/verify';
import { importJWK } from 'jose/key/import';
import { Value } from 'typebox/value';
import { DeviceKey, StatementClaims } from '../../contract/shared/statement.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';

/** A statement as it came (compact JWS, RFC 7515), not yet believed: who claims it, and the key it names for the check. */
type Unverified = { readonly text: string } & (
  | { readonly kid: string; readonly key?: undefined }
  | { readonly kid?: undefined; readonly key: DeviceKey }
);

/** The purpose, audience and time that a statement must match. */
interface Expected {
  readonly op: string;
  readonly audience: string;
  readonly now: Temporal.Instant;
}

const TYPE = 'cofactor-device+jwt';
const TOLERANCE_SECONDS = 120;

/**
 * Reads the header: one algorithm, one type, and either the name of a known key or a key of its own. Whatever else a
 * header may say (RFC 7515 section 4.1: crit, jku, x5c, …) is refused, so nothing of it is ever acted upon.
 */
export function readHeader(text: string): Unverified {
  let header: Readonly<Record<string, unknown>>;
  try {
    header = decodeProtectedHeader(text) as Readonly<Record<string, unknown>>;
  } catch {
    throw refused('NOT_A_STATEMENT', 'It is not a compact JWS (RFC 7515).');
  }
  const { alg, typ, kid, jwk, ...others } = header;
  if (alg !== 'ES256') throw refused('WRONG_ALGORITHM', 'Its alg must be ES256.');
  if (typ !== TYPE) throw refused('WRONG_TYPE', `Its typ must be ${TYPE}.`);
  const [other] = Object.keys(others);
  if (other !== undefined) throw refused('UNKNOWN_HEADER', 'Its header has more than alg, typ and kid or jwk.');
  if (typeof kid === 'string' && jwk === undefined) return { text, kid };
  if (kid === undefined && Value.Check(DeviceKey, jwk)) return { text, key: jwk };
  throw refused(
    'NO_KEY',
    'Its header must have the kid of a device or, where a key is new, an EC P-256 public key as jwk.',
  );
}

/** Checks the signature, then that it was made for this service, this operation and this moment; returns what it says. */
export async function verifyStatement(text: string, key: DeviceKey, expected: Expected): Promise<StatementClaims> {
  const claims = await payloadOf(text, key);
  if (!Value.Check(StatementClaims, claims)) {
    throw refused(
      'MALFORMED',
      'Its payload must have aud, op, iat in seconds, and a random jti of 16 to 64 characters.',
    );
  }
  const { op, audience, now } = expected;
  if (claims.aud !== audience) throw refused('WRONG_AUDIENCE', `Its aud must be ${audience}.`);
  if (claims.op !== op) throw refused('WRONG_OPERATION', `Its op must be ${op}.`);
  const seconds = Math.floor(now.epochMilliseconds / 1_000);
  if (Math.abs(seconds - claims.iat) > TOLERANCE_SECONDS) {
    throw refused('WRONG_TIME', `Its iat is more than two minutes off; here it is ${seconds}.`);
  }
  return claims;
}

async function payloadOf(text: string, key: DeviceKey): Promise<unknown> {
  try {
    const { payload } = await compactVerify(text, await importJWK(key, 'ES256'), { algorithms: ['ES256'] });
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    throw refused('WRONG_SIGNATURE', 'It is not signed by the key it names.');
  }
}

export function refused(reason: string, why: string): Fault {
  return fault('statementRefused').because(why).hinting({ reason });
}
