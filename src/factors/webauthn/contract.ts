import { Type } from 'typebox';
import { allowedOrigins, optionalBase64, SecurityKeyEnroll } from '../../contract/factors/securityKeys.ts';
import { kindContract } from '../../contract/shared/primitives.ts';

const Activation = Type.Object({
  attestation: Type.String(),
  authenticatorSelection: Type.Object({
    userVerification: Type.Enum(['required', 'preferred', 'discouraged']),
    requireResidentKey: Type.Boolean(),
    residentKey: Type.Optional(Type.Literal('preferred')),
    authenticatorAttachment: Type.Optional(Type.Enum(['platform', 'cross-platform'])),
  }),
  challenge: Type.String({ description: 'base64url, as all ids here' }),
  excludeCredentials: Type.Array(Type.Object({ type: Type.String(), id: Type.String() })),
  pubKeyCredParams: Type.Array(Type.Object({ type: Type.String(), alg: Type.Integer() })),
  rp: Type.Object({ name: Type.String(), id: Type.String() }),
  timeout: Type.Integer({ description: 'Milliseconds' }),
  user: Type.Object({ displayName: Type.String(), name: Type.String(), id: Type.String() }),
});

/** The wire of webauthn/FIDO: a security key or passkey, as browsers know them. */
export const webauthnContract = kindContract({
  factorType: 'webauthn',
  provider: 'FIDO',
  vendorName: 'FIDO',
  enroll: SecurityKeyEnroll,
  /** To activate: attestation and clientData (fact 68); to verify: the other three (fact 102). base64 or base64url. */
  answer: Type.Object(
    {
      clientData: Type.String({ description: '`response.clientDataJSON`, in base64 or base64url as all of them' }),
      attestation: optionalBase64('`response.attestationObject` of `navigator.credentials.create()`; activates'),
      authenticatorData: optionalBase64('`response.authenticatorData` of `navigator.credentials.get()`; verifies'),
      signatureData: optionalBase64('`response.signature` of `navigator.credentials.get()`; verifies'),
    },
    { additionalProperties: false },
  ),
  profile: Type.Object({ credentialId: Type.String(), authenticatorName: Type.String() }),
  /** Fact 29: what `navigator.credentials.create()` takes, once challenge and ids are bytes. */
  embedded: Type.Object({ activation: Type.Optional(Activation) }),
});

/** The pattern of an AAGUID. */
export const AAGUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
const Aaguid = Type.String({ pattern: AAGUID });
const Wish = Type.Enum(['DISCOURAGED', 'PREFERRED', 'REQUIRED']);
const off = (what: string) => Type.Optional(Type.Literal(false, { description: `${what}: there is none here` }));
const ours = { 'x-cofactor-extension': true } as const;

/**
 * The settings of webauthn that an administrator may change: those of Okta's AuthenticatorMethodWebAuthn, and three
 * more.
 */
export const webauthnSettings = Type.Object(
  {
    /** At enrollment. */
    userVerification: Type.Optional(Wish),
    userVerificationForVerify: Type.Optional(Wish),
    attachment: Type.Optional(Type.Enum(['ANY', 'BUILT_IN', 'ROAMING'])),
    residentKeyRequirement: Type.Optional(Wish),
    rpId: Type.Optional(
      Type.Object(
        {
          enabled: Type.Optional(Type.Boolean()),
          domain: Type.Optional(
            Type.Object(
              {
                name: Type.String(),
                validationStatus: Type.Optional(Type.Unknown()),
                dnsRecord: Type.Optional(Type.Unknown()),
              },
              { additionalProperties: false },
            ),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    aaguidGroups: Type.Optional(
      Type.Array(
        Type.Object(
          { name: Type.String({ minLength: 1, maxLength: 100 }), aaguids: Type.Array(Aaguid) },
          { additionalProperties: false },
        ),
      ),
    ),
    allowSyncablePasskeys: Type.Optional(Type.Boolean()),
    certBasedAttestationValidation: Type.Optional(Type.Boolean()),
    hardwareProtected: Type.Optional(Type.Boolean()),
    fipsCompliant: Type.Optional(Type.Boolean()),
    enableAutofillUI: off('A sign-in page'),
    showSignInWithAPasskeyButton: off('A sign-in page'),
    allowedOrigins: allowedOrigins('Pages that may ask for keys', ours),
    allowedAaguids: Type.Optional(
      Type.Array(Type.String(), {
        ...ours,
        maxItems: 1000,
        description: 'AAGUIDs, or names of aaguidGroups; none: all',
      }),
    ),
    blockedAaguids: Type.Optional(
      Type.Array(Type.String(), { ...ours, maxItems: 1000, description: 'AAGUIDs, or names of aaguidGroups' }),
    ),
  },
  { additionalProperties: false },
);
