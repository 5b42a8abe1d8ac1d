import { Type } from 'typebox';

/** What answers a token: the code it shows. */
export const TotpAnswer = Type.Object({ passCode: Type.String() }, { additionalProperties: false });

/** The public face of a software token: whose it is, as the authenticator app shows it (fact 18). */
export const TotpProfile = Type.Object({ credentialId: Type.String() });
