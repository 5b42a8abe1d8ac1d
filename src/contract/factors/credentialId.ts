import { Type } from 'typebox';

/** The body of an enrollment whose profile may have a `credentialId`; replies show the login there (fact 18). */
export const CredentialIdEnroll = Type.Object(
  {
    profile: Type.Optional(
      Type.Object({ credentialId: Type.Optional(Type.String()) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
