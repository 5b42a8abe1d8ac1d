import { type Static, type TObject, Type } from 'typebox';

const closed = { additionalProperties: false } as const;

/** The uses an authenticator is for; only `any` and `sso` let its factors be enrolled and verified by this API. */
const AllowedFor = Type.Optional(
  Type.Enum(['any', 'none', 'recovery', 'sso'], { description: 'One of any, none, recovery, sso.' }),
);

/** Settings of okta_email; codes live as long as they say. */
const EmailSettings = Type.Object(
  {
    allowedFor: AllowedFor,
    // At most a day, as for codes whose lifetime a request names (fact 44).
    tokenLifetimeInMinutes: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1440, description: 'A whole number of minutes from 1 to 1440.' }),
    ),
  },
  closed,
);

/** Settings of phone_number and security_question. */
const UseSettings = Type.Object({ allowedFor: AllowedFor }, closed);

/** Settings of okta_verify. Of these, only `channelBinding` changes what this service does. */
const AppSettings = Type.Object(
  {
    channelBinding: Type.Optional(
      Type.Object(
        {
          style: Type.Optional(Type.Literal('NUMBER_CHALLENGE')),
          required: Type.Optional(Type.Enum(['ALWAYS', 'HIGH_RISK_ONLY', 'NEVER'])),
        },
        closed,
      ),
    ),
    compliance: Type.Optional(Type.Object({ fips: Type.Optional(Type.Enum(['OPTIONAL', 'REQUIRED'])) }, closed)),
    userVerification: Type.Optional(Type.Enum(['DISCOURAGED', 'PREFERRED', 'REQUIRED'])),
    userVerificationMethods: Type.Optional(Type.Array(Type.String({ maxLength: 50 }), { maxItems: 10 })),
    enrollmentSecurityLevel: Type.Optional(Type.Enum(['ANY', 'HIGH'])),
    appInstanceId: Type.Optional(Type.String({ maxLength: 255 })),
  },
  closed,
);

/** The settings of each authenticator that has some (fact 230); the others have none. */
export const authenticatorSettings: Readonly<Record<string, TObject>> = {
  okta_email: EmailSettings,
  okta_verify: AppSettings,
  phone_number: UseSettings,
  security_question: UseSettings,
};

/** Settings of the method `otp` of an authenticator that nothing is enrolled with: kept and shown, as Okta takes them. */
export const otpSettings = Type.Object(
  {
    protocol: Type.Optional(Type.Enum(['SYMANTEC', 'TOTP', 'YUBICO'])),
    acceptableAdjacentIntervals: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
    timeIntervalInSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600 })),
    encoding: Type.Optional(Type.Enum(['base32', 'base64', 'hexadecimal'])),
    algorithm: Type.Optional(Type.Enum(['HMacSHA1', 'HMacSHA256', 'HMacSHA512'])),
    passCodeLength: Type.Optional(Type.Integer({ minimum: 6, maximum: 10 })),
  },
  closed,
);

/** Settings of any authenticator, as a request writes them and the service keeps them. */
export type KeptSettings = Partial<Static<typeof EmailSettings> & Static<typeof AppSettings>>;

/** Members of providers that are secrets: they may be sent, and are never shown. Those that are of use are kept sealed. */
const secrets = { secretKey: Type.Optional(Type.String()), sharedSecret: Type.Optional(Type.String()) };
const Pem = (description: string) =>
  Type.Optional(Type.String({ maxLength: 20_000, description, 'x-cofactor-extension': true }));
/** The certificate by which a service knows the organization, with its key; ours. */
const clientSecrets = {
  clientCertificate: Pem('A certificate in PEM, and those that vouch for it; written, never shown'),
  clientKey: Pem('Its private key in PEM; written, never shown'),
};
export const providerSecrets: readonly string[] = Object.keys({ ...secrets, ...clientSecrets });

/** Facts about the secrets that were sent. */
const ofSecrets = {
  clientCertificateExpires: Type.Optional(
    Type.String({
      maxLength: 255,
      description: 'When clientCertificate expires; may be sent back and is not looked at',
      'x-cofactor-extension': true,
    }),
  ),
};
/** Members of providers that follow from others, whatever a request says. */
export const providerFacts: readonly string[] = Object.keys(ofSecrets);

const Words = Type.Optional(Type.String({ maxLength: 255 }));
const Figure = Type.Optional(Type.Number());
/** Servers that are asked, with the same secret, when the first does not answer; ours. */
const Alternates = Type.Optional(
  Type.Array(Type.Object({ hostName: Type.String({ maxLength: 255 }), authPort: Figure }, closed), {
    maxItems: 4,
    'x-cofactor-extension': true,
  }),
);
/** The kind of application that an integration key of Duo's is of, and whether who is not asked there counts; ours. */
const OfDuo = {
  application: Type.Optional(
    Type.String({ maxLength: 50, 'x-cofactor-extension': true, description: 'AUTH_API or WEB_SDK' }),
  ),
  allowBypass: Type.Optional(
    Type.Boolean({
      'x-cofactor-extension': true,
      description:
        'Whether a user whom Duo lets through without asking them is verified; they are not unless this says so',
    }),
  ),
};
/** The transport to a token server; ours. */
const Transport = Type.Optional(
  Type.String({
    maxLength: 50,
    'x-cofactor-extension': true,
    description: 'UDP, or TLS (RFC 6614); UDP when left out',
  }),
);
const App = Type.Optional(Type.Object({ id: Words, appBundleId: Words, debugAppBundleId: Words }, closed));

/** The outside service behind an authenticator. */
export const AuthenticatorProvider = Type.Object(
  {
    type: Words,
    configuration: Type.Optional(
      Type.Object(
        {
          ...secrets,
          ...clientSecrets,
          ...ofSecrets,
          trustedCertificate: Pem('The authority of the service, in PEM, where it is none of the public ones'),
          alternates: Alternates,
          transport: Transport,
          ...OfDuo,
          ...{ host: Words, hostName: Words, authPort: Figure, instanceId: Words, integrationKey: Words, idpId: Words },
          userNameTemplate: Type.Optional(Type.Object({ template: Words }, closed)),
          ...{ apns: App, fcm: App },
          ...{ minTtl: Figure, maxTtl: Figure, defaultTtl: Figure, length: Figure },
          ...{
            multiUse: Type.Optional(Type.Boolean()),
            complexity: Type.Optional(Type.Record(Type.String(), Type.Boolean())),
          },
        },
        closed,
      ),
    ),
  },
  closed,
);
export type AuthenticatorProvider = Static<typeof AuthenticatorProvider>;
