import { Type } from 'typebox';

/** The enrollment of a security key: clients send a profile, and nothing in it is looked at. */
export const SecurityKeyEnroll = Type.Object(
  { profile: Type.Optional(Type.Object({}, { description: 'Nothing in it is looked at' })) },
  { additionalProperties: false },
);

/** Bytes of an answer, as base64 text, that one ceremony has and another has not. */
export const optionalBase64 = (description: string) => Type.Optional(Type.String({ description }));

/** The setting of the pages that may ask for keys. */
export const allowedOrigins = (description: string, extension: { readonly 'x-cofactor-extension'?: true } = {}) =>
  Type.Optional(Type.Array(Type.String(), { ...extension, minItems: 1, maxItems: 100, description }));
