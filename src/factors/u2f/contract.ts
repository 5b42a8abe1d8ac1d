import { Type } from 'typebox';
import { allowedOrigins, optionalBase64, SecurityKeyEnroll } from '../../contract/factors/securityKeys.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

/** The wire of u2f/FIDO: a security key as browsers knew it before Web Authentication. */
export const u2fContract = kindContract({
  factorType: 'u2f',
  provider: 'FIDO',
  vendorName: 'FIDO',
  enroll: SecurityKeyEnroll,
  /** To activate: registrationData and clientData (fact 68); to verify: signatureData and clientData (fact 102). */
  answer: Type.Object(
    {
      clientData: Type.String({ description: 'As the key gave it, in base64 or base64url as all of them' }),
      registrationData: optionalBase64('Of `u2f.register`; activates'),
      signatureData: optionalBase64('Of `u2f.sign`; verifies'),
    },
    { additionalProperties: false },
  ),
  profile: Type.Object({ credentialId: Type.String(), version: Type.String() }),
  /** Fact 28. */
  embedded: Type.Object({
    activation: Type.Optional(
      Type.Object({ version: Type.String(), nonce: Type.String(), timeoutSeconds: Type.Integer() }),
    ),
  }),
});

/** The settings of u2f that an administrator may change; an extension, for Okta has no such method. */
export const u2fSettings = Type.Object(
  {
    allowedOrigins: allowedOrigins('Pages that may ask for keys: the facets'),
    appIds: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 100,
        description: 'App ids that pages use besides their own and the other origins: URLs of lists of facets',
      }),
    ),
  },
  { additionalProperties: false, 'x-cofactor-extension': true },
);
