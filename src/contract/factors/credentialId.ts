import { Type } from 'typebox';

/** The body of an enrollment for kinds whose caller may name the credential, with the user's e-mail address say. */
export const CredentialIdEnroll = Type.Object(
  {
    profile: Type.Optional(
      Type.Object({ credentialId: Type.Optional(Type.String()) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
