import { Type } from 'typebox';

/** The public face of a software token: whose it is, as the authenticator app shows it (fact 18). */
export const TotpProfile = Type.Object({ credentialId: Type.String() });
