import { type Static, type TSchema, Type } from 'typebox';

/** The public half of a device's key: ECDSA P-256 (RFC 7517, RFC 7518 section 6.2.1), and nothing else. */
export const DeviceKey = Type.Object(
  {
    kty: Type.Literal('EC'),
    crv: Type.Literal('P-256'),
    x: Type.String({ pattern: '^[\\w-]{43}$' }),
    y: Type.String({ pattern: '^[\\w-]{43}$' }),
  },
  { additionalProperties: false },
);
export type DeviceKey = Static<typeof DeviceKey>;

/** The claims that every statement has (docs/device-api.md). */
export const StatementClaims = Type.Object({
  aud: Type.String(),
  op: Type.String(),
  iat: Type.Integer(),
  jti: Type.String({ pattern: '^[\\w-]{16,64}$' }),
});
export type StatementClaims = Static<typeof StatementClaims>;

/** The statement that a device must sign to be let in (docs/device-api.md). */
export interface SignedStatement<Claims extends TSchema = TSchema> {
  /** The claim `op`: the purpose of the statement. */
  readonly op: string;
  /** Signed by the key of a device we know, or by one that the statement brings. */
  readonly by: 'device' | 'newKey';
  /** The place it comes in: the body's `statement`, or `Authorization: Device …`. */
  readonly in: 'body' | 'authorization';
  /** Its claims besides `StatementClaims`. */
  readonly claims: Claims;
  /** The claim that is a statement itself, by a key that is new. */
  readonly carries?: { readonly field: string; readonly op: string; readonly claims: TSchema };
}

/** A statement that was verified: who signed, with which key, and what it says. */
export interface Signed<Claims = unknown> {
  /** Whose key it is; absent when the statement brings its key. */
  readonly device?: { readonly userId: string; readonly factorId: string; readonly deviceId: string };
  readonly key: DeviceKey;
  readonly claims: Claims & StatementClaims;
  /** The statement within this one, by a key that is new. */
  readonly next?: { readonly key: DeviceKey; readonly claims: unknown };
}
