import { type Static, Type } from 'typebox';

const Descriptors = Type.Optional(Type.Array(Type.Object({ id: Type.String({ description: 'base64url' }) })));
const Text = Type.Optional(Type.String());

/** A page's request to register a key: the JSON of WebAuthn 3 section 5.4, of which Okta's activation is a part. */
export const CreationOptions = Type.Object({
  challenge: Type.String({ minLength: 1 }),
  rp: Type.Optional(Type.Object({ id: Text, name: Text })),
  user: Type.Optional(Type.Object({ id: Text })),
  // Okta's documentation has plain numbers in some places (fact 29).
  pubKeyCredParams: Type.Optional(Type.Array(Type.Union([Type.Number(), Type.Object({ alg: Type.Number() })]))),
  excludeCredentials: Descriptors,
  attestation: Text,
  authenticatorSelection: Type.Optional(Type.Object({ userVerification: Text })),
});
export type CreationOptions = Static<typeof CreationOptions>;

/** A page's request to sign in with a key: the JSON of WebAuthn 3 section 5.5. */
export const RequestOptions = Type.Object({
  challenge: Type.String({ minLength: 1 }),
  rpId: Text,
  allowCredentials: Descriptors,
  userVerification: Text,
});
export type RequestOptions = Static<typeof RequestOptions>;
