// Made by `npm run generate` from the contract of the service; do not edit.

import type { EnrollRequest, Factor, VerifyReply } from './factors.ts';
import type { FactorStatus, Link, Links } from './wire.ts';

export interface AccessPolicy {
  id: string;
  status: 'ACTIVE';
  name: string;
  description: string;
  priority: number;
  system: true;
  conditions: null;
  created: string;
  lastUpdated: string;
  _links: Links;
  type: 'ACCESS_POLICY';
}

export interface ActivationStatus {
  expiresAt?: string;
  factorResult: 'WAITING' | 'TIMEOUT' | 'REJECTED';
  _links: Links;
}

export interface Authenticator {
  type: string;
  id: string;
  key: string;
  status: 'ACTIVE' | 'INACTIVE';
  name: string;
  description?: string;
  created: string;
  lastUpdated: string;
  settings?: { [name: string]: unknown };
  provider?: AuthenticatorProvider;
  neverUsed?: true;
  _links: Links;
}

export interface AuthenticatorProvider {
  type?: string;
  configuration?: {
    secretKey?: string;
    sharedSecret?: string;
    /** A certificate in PEM, and those that vouch for it; written, never shown */
    clientCertificate?: string;
    /** Its private key in PEM; written, never shown */
    clientKey?: string;
    /** When clientCertificate expires; may be sent back and is not looked at */
    clientCertificateExpires?: string;
    /** The authority of the service, in PEM, where it is none of the public ones */
    trustedCertificate?: string;
    alternates?: {
      hostName: string;
      authPort?: number;
    }[];
    /** UDP, or TLS (RFC 6614); UDP when left out */
    transport?: string;
    /** AUTH_API or WEB_SDK */
    application?: string;
    /** Whether a user whom Duo lets through without asking them is verified; they are not unless this says so */
    allowBypass?: boolean;
    host?: string;
    hostName?: string;
    authPort?: number;
    instanceId?: string;
    integrationKey?: string;
    idpId?: string;
    userNameTemplate?: {
      template?: string;
    };
    apns?: {
      id?: string;
      appBundleId?: string;
      debugAppBundleId?: string;
    };
    fcm?: {
      id?: string;
      appBundleId?: string;
      debugAppBundleId?: string;
    };
    minTtl?: number;
    maxTtl?: number;
    defaultTtl?: number;
    length?: number;
    multiUse?: boolean;
    complexity?: { [name: string]: boolean };
  };
}

export interface AuthenticatorRequest {
  key?: string | undefined;
  name?: string | undefined;
  description?: string | null | undefined;
  type?: string | undefined;
  status?: 'ACTIVE' | 'INACTIVE' | undefined;
  settings?: { [name: string]: unknown } | null | undefined;
  provider?: AuthenticatorProvider | null | undefined;
  id?: unknown;
  created?: unknown;
  lastUpdated?: unknown;
  neverUsed?: unknown;
  agreeToTerms?: unknown;
  _links?: unknown;
}

export interface CatalogItem {
  factorType: string;
  provider: string;
  vendorName: string;
  enrollment: 'OPTIONAL' | 'REQUIRED';
  status: FactorStatus;
  _links: Links;
  _embedded?: { [name: string]: unknown };
}

export interface ChannelRequest {
  /** HTTP */
  type?: string | undefined;
  /** 1.0.0 */
  version?: string | undefined;
  config?:
    | {
        /** https, at most 1024 characters */
        uri?: string | undefined;
        /** POST */
        method?: string | undefined;
        headers?:
          | {
              key: string;
              value: string;
            }[]
          | null
          | undefined;
        authScheme?:
          | {
              /** HEADER */
              type?: string | undefined;
              /** the name of the header */
              key?: string | undefined;
              /** the secret; sealed at rest and never shown */
              value?: string | undefined;
            }
          | null
          | undefined;
      }
    | undefined;
}

export interface CreateUserRequest {
  id?: unknown;
  status?: unknown;
  created?: unknown;
  activated?: unknown;
  statusChanged?: unknown;
  lastLogin?: unknown;
  lastUpdated?: unknown;
  passwordChanged?: unknown;
  transitioningToStatus?: unknown;
  realmId?: unknown;
  type?: unknown;
  _links?: unknown;
  _embedded?: unknown;
  profile: ProfileRequest;
  credentials?: CredentialsRequest | null | undefined;
  groupIds?: string[] | null | undefined;
}

export interface Credentials {
  password?: Record<string, unknown>;
  recovery_question?: {
    question: string;
  };
  provider: {
    type: 'OKTA' | 'FEDERATION';
    name: 'OKTA' | 'FEDERATION';
  };
}

export interface CredentialsRequest {
  password?: PasswordRequest | null | undefined;
  recovery_question?: RecoveryQuestionRequest | null | undefined;
  provider?:
    | {
        type?: string | undefined;
        name?: string | null | undefined;
      }
    | null
    | undefined;
  emails?: unknown;
}

export interface EmailTemplate {
  id: string;
  name: string;
  type: string;
  /** May have ${org.name}, must not have ${code} */
  subject: string;
  /** Must have ${code}, may have ${org.name} */
  template: string;
  /** Made from the plain text where absent; values are escaped */
  html?: string;
  created: string;
  lastUpdated: string;
  /** by language: ISO 639-1, or a regional form such as nl_NL */
  translations?: {
    [name: string]: {
      /** May have ${org.name}, must not have ${code} */
      subject: string;
      /** Must have ${code}, may have ${org.name} */
      template: string;
      /** Made from the plain text where absent; values are escaped */
      html?: string;
    };
  };
}

export interface Explanation {
  userId: string;
  login?: string;
  status?: string;
  diagnosis: {
    code: string;
    text: string;
    messageId?: string;
    factorId?: string;
  };
  next: string;
  attacks: {
    kind: string;
    since: string;
    text: string;
    next: string;
    factorId?: string;
  }[];
  factors: {
    id: string;
    factorType: string;
    provider: string;
    status: string;
  }[];
  timeline: {
    at: string;
    outcome: 'OK' | 'PROBLEM' | 'NOTE';
    text: string;
    messageId?: string;
    factorId?: string;
    by?: string;
    address?: string;
  }[];
  _links: Links;
}

export interface FactorDevice {
  id: string;
  name: string;
  platform: string;
  version: string;
  created: string;
  _links: Links;
}

export interface FactorProfile {
  id: string;
  name: string;
  vendorName: string;
  settings: {
    /** true: moves with time (RFC 6238); false: with each press (RFC 4226) */
    timeBased: boolean;
    /** digits of a code, 6 to 10 */
    otpLength: number;
    /** seconds: 15, 30 or 60; time-based only */
    timeStep?: number;
    /** steps to either side, 0 to 10; time-based only */
    acceptableAdjacentIntervals?: number;
    /** presses that may go unused, 0 to 100; counter-based only */
    lookAhead?: number;
    /** how shared secrets are sent: base32, base64 or hexadecimal */
    encoding: string;
    /** HMacSHA1, HMacSHA256 or HMacSHA512 */
    hmacAlgorithm: string;
  };
  created: string;
  lastUpdated: string;
  _links: Links;
}

export interface FactorProfileRequest {
  name?: string | undefined;
  /** what its factors show; the name, when absent */
  vendorName?: string | undefined;
  settings?:
    | {
        /** true: moves with time (RFC 6238); false: with each press (RFC 4226) */
        timeBased?: boolean | undefined;
        /** digits of a code, 6 to 10 */
        otpLength?: number | undefined;
        /** seconds: 15, 30 or 60; time-based only */
        timeStep?: number | undefined;
        /** steps to either side, 0 to 10; time-based only */
        acceptableAdjacentIntervals?: number | undefined;
        /** presses that may go unused, 0 to 100; counter-based only */
        lookAhead?: number | undefined;
        /** how shared secrets are sent: base32, base64 or hexadecimal */
        encoding?: string | undefined;
        /** HMacSHA1, HMacSHA256 or HMacSHA512 */
        hmacAlgorithm?: string | undefined;
      }
    | undefined;
  id?: unknown;
  default?: unknown;
  created?: unknown;
  lastUpdated?: unknown;
  _links?: unknown;
}

export interface Group {
  id: string;
  created: string;
  lastUpdated: string;
  lastMembershipUpdated: string;
  objectClass: string[];
  type: 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN';
  profile: {
    name: string;
    description: string;
  };
  _links: Links;
}

export interface InlineHook {
  id: string;
  status: 'ACTIVE' | 'INACTIVE';
  name: string;
  type: string;
  version: string;
  neverCalled?: true;
  channel: {
    type: 'HTTP';
    version: string;
    config: {
      uri: string;
      headers: {
        key: string;
        value: string;
      }[];
      method: 'POST';
      authScheme: {
        type: 'HEADER';
        key: string;
      } | null;
    };
  };
  created: string;
  lastUpdated: string;
  _links: { [name: string]: Link };
}

export interface InlineHookRequest {
  name?: string | undefined;
  /** com.okta.telephony.provider */
  type?: string | undefined;
  /** 1.0.0 */
  version?: string | undefined;
  channel?: ChannelRequest | undefined;
  id?: unknown;
  status?: unknown;
  created?: unknown;
  lastUpdated?: unknown;
  _links?: unknown;
}

export interface Message {
  id: string;
  factorId?: string;
  channel: 'sms' | 'call' | 'email';
  purpose: 'activate' | 'verify' | 'invite' | 'password' | 'notice';
  recipient: string;
  country?: string;
  templateId?: string;
  language?: string;
  status: 'QUEUED' | 'BLOCKED' | 'ACCEPTED' | 'FAILED' | 'DELIVERED' | 'UNDELIVERED';
  reason?: string;
  attempts: {
    provider: string;
    name: string;
    result: 'ACCEPTED' | 'REFUSED' | 'FAILED' | 'TIMEOUT';
    milliseconds: number;
    reference?: string;
    reason?: string;
  }[];
  created: string;
  expires: string;
  sent?: string;
  reported?: string;
  verified?: string;
  requestId: string;
  _links: Links;
}

export interface MessageProvider {
  id: string;
  /** which provider: GET /api/v1/message-providers/types lists them */
  type: string;
  /** what administrators call it */
  name: string;
  enabled: boolean;
  /** what it is used for, of what its type carries */
  channels: string[];
  /** which phones it serves; every one when empty */
  routes: {
    /** ISO 3166-1 alpha-2 */
    countries?: string[];
    /** beginnings of E.164 numbers */
    prefixes?: string[];
  };
  /** the lowest is tried first; 0 is the primary provider (default 10) */
  priority: number;
  /** its share of first tries among those of its priority (default 100) */
  weight: number;
  /** of the form its type describes; secrets are not shown, and left out they stay as they are */
  settings: { [name: string]: unknown };
  /** which settings are kept and not shown */
  secrets: string[];
  /** CONFIGURATION: from COFACTOR_PROVIDERS, read-only */
  source: 'API' | 'CONFIGURATION';
  /** INVALID: this version of the program does not take its type or settings */
  status: 'ACTIVE' | 'INACTIVE' | 'INVALID';
  created: string;
  lastUpdated: string;
  _links: Links;
}

export interface MessageProviderRequest {
  /** which provider: GET /api/v1/message-providers/types lists them */
  type?: string | undefined;
  /** what administrators call it */
  name?: string | undefined;
  enabled?: boolean | undefined;
  /** what it is used for, of what its type carries */
  channels?: string[] | undefined;
  /** which phones it serves; every one when empty */
  routes?:
    | {
        /** ISO 3166-1 alpha-2 */
        countries?: string[] | undefined;
        /** beginnings of E.164 numbers */
        prefixes?: string[] | undefined;
      }
    | undefined;
  /** the lowest is tried first; 0 is the primary provider (default 10) */
  priority?: number | undefined;
  /** its share of first tries among those of its priority (default 100) */
  weight?: number | undefined;
  /** of the form its type describes; secrets are not shown, and left out they stay as they are */
  settings?: { [name: string]: unknown } | undefined;
  id?: unknown;
  source?: unknown;
  secrets?: unknown;
  status?: unknown;
  created?: unknown;
  lastUpdated?: unknown;
  _links?: unknown;
}

export interface MessageProviderTest {
  result: 'ACCEPTED' | 'REFUSED' | 'FAILED' | 'TIMEOUT';
  milliseconds: number;
  reason?: string;
}

export interface MessageProviderType {
  id: string;
  label: string;
  channels: string[];
  settings: { [name: string]: unknown };
}

export interface Method {
  type: string;
  status: 'ACTIVE' | 'INACTIVE';
  settings?: { [name: string]: unknown };
  _links: Links;
}

export interface MethodRequest {
  type?: string | undefined;
  status?: 'ACTIVE' | 'INACTIVE' | undefined;
  settings?:
    | {
        userVerification?: 'DISCOURAGED' | 'PREFERRED' | 'REQUIRED' | undefined;
        userVerificationForVerify?: 'DISCOURAGED' | 'PREFERRED' | 'REQUIRED' | undefined;
        attachment?: 'ANY' | 'BUILT_IN' | 'ROAMING' | undefined;
        residentKeyRequirement?: 'DISCOURAGED' | 'PREFERRED' | 'REQUIRED' | undefined;
        rpId?:
          | {
              enabled?: boolean | undefined;
              domain?:
                | {
                    name: string;
                    validationStatus?: unknown;
                    dnsRecord?: unknown;
                  }
                | undefined;
            }
          | undefined;
        aaguidGroups?:
          | {
              name: string;
              aaguids: string[];
            }[]
          | undefined;
        allowSyncablePasskeys?: boolean | undefined;
        certBasedAttestationValidation?: boolean | undefined;
        hardwareProtected?: boolean | undefined;
        fipsCompliant?: boolean | undefined;
        /** A sign-in page: there is none here */
        enableAutofillUI?: false | undefined;
        /** A sign-in page: there is none here */
        showSignInWithAPasskeyButton?: false | undefined;
        /** Pages that may ask for keys */
        allowedOrigins?: string[] | undefined;
        /** AAGUIDs, or names of aaguidGroups; none: all */
        allowedAaguids?: string[] | undefined;
        /** AAGUIDs, or names of aaguidGroups */
        blockedAaguids?: string[] | undefined;
      }
    | {
        /** Pages that may ask for keys: the facets */
        allowedOrigins?: string[] | undefined;
        /** App ids that pages use besides their own and the other origins: URLs of lists of facets */
        appIds?: string[] | undefined;
      }
    | { [name: string]: unknown }
    | undefined;
  _links?: unknown;
}

export interface NewAuthenticator {
  key: string;
  name?: string;
  description?: string | null;
  type?: string;
  status?: 'ACTIVE' | 'INACTIVE';
  settings?: { [name: string]: unknown } | null;
  provider?: AuthenticatorProvider | null;
  id?: unknown;
  created?: unknown;
  lastUpdated?: unknown;
  neverUsed?: unknown;
  agreeToTerms?: unknown;
  _links?: unknown;
}

export interface OrgFactor {
  id: string;
  factorType: string;
  provider: string;
  vendorName: string;
  status: 'ACTIVE' | 'INACTIVE';
  _links: Links;
}

export interface PasswordRequest {
  value?: string | undefined;
  hash?: unknown;
  hook?: unknown;
}

export interface Policy {
  id: string;
  status: 'ACTIVE';
  name: string;
  description: string;
  priority: number;
  system: boolean;
  conditions: {
    people?: {
      groups?: {
        include?: string[];
        exclude?: string[];
      };
      users?: {
        include?: string[];
        exclude?: string[];
      };
    };
  };
  created: string;
  lastUpdated: string;
  settings: {
    type?: 'AUTHENTICATORS' | 'FACTORS';
    authenticators?: {
      key: string;
      id?: string;
      enroll: {
        self: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';
      };
    }[];
    factors?: {
      [name: string]: {
        enroll: {
          self: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';
        };
        consent?: {
          type?: 'NONE';
          terms?: null;
        };
      };
    };
  };
  _links: Links;
  type: 'MFA_ENROLL';
}

export interface PolicyRequest {
  type?: string | undefined;
  name?: string | undefined;
  status?: string | undefined;
  description?: string | null | undefined;
  priority?: number | undefined;
  system?: boolean | undefined;
  conditions?:
    | {
        people?:
          | {
              groups?:
                | {
                    include?: string[] | undefined;
                    exclude?: string[] | undefined;
                  }
                | undefined;
              users?:
                | {
                    include?: string[] | undefined;
                    exclude?: string[] | undefined;
                  }
                | undefined;
            }
          | undefined;
      }
    | null
    | undefined;
  settings?:
    | {
        type?: 'AUTHENTICATORS' | 'FACTORS' | undefined;
        authenticators?:
          | {
              /** an entry without a key, or with one that an SDK could not read, changes nothing */
              key?: string | undefined;
              id?: string | undefined;
              enroll: {
                self: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';
              };
            }[]
          | undefined;
        factors?:
          | {
              [name: string]: {
                enroll: {
                  self: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED';
                };
                consent?:
                  | {
                      type?: 'NONE' | undefined;
                      terms?: null | undefined;
                    }
                  | undefined;
              };
            }
          | undefined;
      }
    | undefined;
  id?: unknown;
  created?: unknown;
  lastUpdated?: unknown;
  _links?: unknown;
  _embedded?: unknown;
}

export type ProfileRequest = {
  login?: string | null | undefined;
  email?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  mobilePhone?: string | null | undefined;
  secondEmail?: string | null | undefined;
} & { [name: string]: unknown };

export interface RecoveryQuestionRequest {
  question?: string | undefined;
  answer?: string | undefined;
}

export interface ResetLink {
  resetPasswordUrl?: string;
}

export interface SmsTemplate {
  id: string;
  name: string;
  type: string;
  /** Must have ${code}, may have ${org.name} */
  template: string;
  created: string;
  lastUpdated: string;
  /** by language: ISO 639-1, or a regional form such as nl_NL */
  translations?: { [name: string]: string };
}

export interface TelephonyProvider {
  id: string;
  isPrimaryProvider: boolean;
  enabled: boolean;
  providerCapability: 'ALL';
  providerName: string;
  providerSid: string;
  providerSettings: TelephonySettings;
}

export interface TelephonyProviderRequest {
  providerSid?: string | undefined;
  providerAuthToken?: string | undefined;
  providerSettings?: TelephonySettings | undefined;
  providerName?: string | undefined;
  providerCapability?: string | undefined;
  id?: unknown;
  isPrimaryProvider?: unknown;
  enabled?: unknown;
}

export interface TelephonyRequest {
  eventId: string;
  eventTime?: string | number | null | undefined;
  eventType?: 'com.okta.telephony.provider' | undefined;
  eventTypeVersion?: string | number | null | undefined;
  contentType?: string | number | null | undefined;
  cloudEventVersion?: string | number | null | undefined;
  source?: string | number | null | undefined;
  requestType?: string | number | null | undefined;
  data: {
    context?:
      | {
          request?:
            | {
                id?: string | number | null | undefined;
                method?: string | number | null | undefined;
                url?:
                  | {
                      value?: string | number | null | undefined;
                    }
                  | undefined;
                ipAddress?: string | number | null | undefined;
              }
            | undefined;
        }
      | undefined;
    userProfile?:
      | {
          firstName?: string | number | null | undefined;
          lastName?: string | number | null | undefined;
          login?: string | number | null | undefined;
          userId?: string | number | null | undefined;
        }
      | undefined;
    messageProfile: {
      msgTemplate?: string | number | null | undefined;
      phoneNumber: string | number;
      otpExpires?: string | number | null | undefined;
      deliveryChannel?: string | number | null | undefined;
      otpCode: string | number;
      locale?: string | number | null | undefined;
    };
  };
}

export interface TelephonySettings {
  sms?: {
    twilioPhoneNumber?: string;
    twilioMessageSid?: string;
    twilioCallerId?: string;
    twilioVerifySid?: string;
    telesignService?: string;
  };
  call?: {
    twilioPhoneNumber?: string;
    twilioMessageSid?: string;
    twilioCallerId?: string;
    twilioVerifySid?: string;
    telesignService?: string;
  };
}

export interface TelephonyTestRequest {
  factor?: string | undefined;
  phoneNumber?: string | undefined;
  countryCodeIso2?: string | undefined;
}

export interface UpdateUserRequest {
  id?: unknown;
  status?: unknown;
  created?: unknown;
  activated?: unknown;
  statusChanged?: unknown;
  lastLogin?: unknown;
  lastUpdated?: unknown;
  passwordChanged?: unknown;
  transitioningToStatus?: unknown;
  realmId?: unknown;
  type?: unknown;
  _links?: unknown;
  _embedded?: unknown;
  profile?: ProfileRequest | undefined;
  credentials?: CredentialsRequest | null | undefined;
}

export interface User {
  id: string;
  status:
    | 'STAGED'
    | 'PROVISIONED'
    | 'ACTIVE'
    | 'RECOVERY'
    | 'PASSWORD_EXPIRED'
    | 'LOCKED_OUT'
    | 'SUSPENDED'
    | 'DEPROVISIONED';
  created: string;
  activated: string | null;
  statusChanged: string | null;
  lastLogin: string | null;
  lastUpdated: string;
  passwordChanged: string | null;
  type: {
    id: string;
  };
  profile: UserProfile;
  credentials: Credentials;
  _links: {
    [name: string]: {
      href: string;
      method?: 'POST';
    };
  };
}

export type UserProfile = {
  login: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  mobilePhone: string | null;
  secondEmail: string | null;
} & { [name: string]: unknown };

export interface Yubikey {
  id: string;
  created: string;
  activated?: string;
  lastVerified: string;
  lastUpdated: string;
  status: 'UNASSIGNED' | 'ACTIVE' | 'BLOCKED' | 'REVOKED' | 'INACTIVE' | 'DELETED';
  profile: {
    /** 12 digits */
    serial: string;
  };
  _links: Links;
  _embedded?: { [name: string]: unknown };
}

export interface YubikeySeedRequest {
  /** 1 to 12 digits */
  serialNumber?: string | undefined;
  /** 12 modhex characters */
  publicId?: string | undefined;
  /** 12 hexadecimal characters */
  privateId?: string | undefined;
  /** 32 hexadecimal characters */
  aesKey?: string | undefined;
}

/** Every operation: what it takes, what it gives, and whether it comes in pages. */
export interface Operations {
  /** List all users */
  listUsers: {
    request: {
      q?: string | undefined;
      phone?: string | undefined;
      search?: string | undefined;
      filter?: string | undefined;
      limit?: number | undefined;
      after?: string | undefined;
    };
    reply: User;
    paged: true;
  };
  /** Create a user */
  createUser: {
    request: { activate?: boolean | undefined; nextLogin?: 'changePassword' | undefined; body: CreateUserRequest };
    reply: User;
    paged: false;
  };
  /** Retrieve a user */
  getUser: {
    request: { userId: string };
    reply: User;
    paged: false;
  };
  /** Update a user */
  updateUser: {
    request: { userId: string; strict?: boolean | undefined; body?: UpdateUserRequest | undefined };
    reply: User;
    paged: false;
  };
  /** Replace a user */
  replaceUser: {
    request: { userId: string; strict?: boolean | undefined; body?: UpdateUserRequest | undefined };
    reply: User;
    paged: false;
  };
  /** Deactivate a user, or delete a deactivated one */
  deleteUser: {
    request: { userId: string; sendEmail?: boolean | undefined };
    reply: undefined;
    paged: false;
  };
  /** Activate a user; the link by which they set a password is mailed, or with sendEmail=false in the reply */
  activateUser: {
    request: { userId: string; sendEmail?: boolean | undefined };
    reply: {
      activationUrl?: string;
      activationToken?: string;
    };
    paged: false;
  };
  /** Reactivate a user; the reply has the link by which they set a password, unless sendEmail=true mails it */
  reactivateUser: {
    request: { userId: string; sendEmail?: boolean | undefined };
    reply: {
      activationUrl?: string;
      activationToken?: string;
    };
    paged: false;
  };
  /** Deactivate a user */
  deactivateUser: {
    request: { userId: string; sendEmail?: boolean | undefined };
    reply: Record<string, unknown>;
    paged: false;
  };
  /** Suspend a user */
  suspendUser: {
    request: { userId: string };
    reply: Record<string, unknown>;
    paged: false;
  };
  /** Unsuspend a user */
  unsuspendUser: {
    request: { userId: string };
    reply: Record<string, unknown>;
    paged: false;
  };
  /** Unlock a user */
  unlockUser: {
    request: { userId: string };
    reply: Record<string, unknown>;
    paged: false;
  };
  /** Reset a password; with sendEmail=false the reply has the link by which the user sets another */
  resetPassword: {
    request: { userId: string; sendEmail?: boolean | undefined };
    reply: ResetLink;
    paged: false;
  };
  /** Expire a password */
  expirePassword: {
    request: { userId: string; tempPassword?: boolean | undefined };
    reply:
      | User
      | {
          tempPassword: string;
        };
    paged: false;
  };
  /** Expire a password and set a temporary one */
  expirePasswordWithTempPassword: {
    request: { userId: string };
    reply: {
      tempPassword: string;
    };
    paged: false;
  };
  /** Reset all factors */
  resetFactors: {
    request: { userId: string; removeRecoveryEnrollment?: boolean | undefined };
    reply: Record<string, unknown>;
    paged: false;
  };
  /** Change a password */
  changePassword: {
    request: {
      userId: string;
      strict?: boolean | undefined;
      body?:
        | {
            oldPassword?: PasswordRequest | undefined;
            newPassword?: PasswordRequest | undefined;
            revokeSessions?: boolean | undefined;
          }
        | undefined;
    };
    reply: Credentials;
    paged: false;
  };
  /** Change a recovery question */
  changeRecoveryQuestion: {
    request: {
      userId: string;
      body?:
        | {
            password?: PasswordRequest | undefined;
            recovery_question?: RecoveryQuestionRequest | undefined;
            provider?: unknown;
          }
        | undefined;
    };
    reply: Credentials;
    paged: false;
  };
  /** Start the forgot password flow; the link by which the user sets another is mailed, or with sendEmail=false in the reply */
  forgotPassword: {
    request: {
      userId: string;
      sendEmail?: boolean | undefined;
      body?:
        | {
            password?: PasswordRequest | undefined;
            recovery_question?: RecoveryQuestionRequest | undefined;
            provider?: unknown;
          }
        | undefined;
    };
    reply: Credentials | ResetLink;
    paged: false;
  };
  /** Reset a password with a recovery question */
  forgotPasswordSetNewPassword: {
    request: {
      userId: string;
      sendEmail?: boolean | undefined;
      body?:
        | {
            password?: PasswordRequest | undefined;
            recovery_question?: RecoveryQuestionRequest | undefined;
            provider?: unknown;
          }
        | undefined;
    };
    reply: Credentials;
    paged: false;
  };
  /** List all groups of a user */
  listUserGroups: {
    request: { userId: string };
    reply: Group[];
    paged: false;
  };
  /** List all groups */
  listGroups: {
    request: {
      q?: string | undefined;
      search?: string | undefined;
      filter?: string | undefined;
      limit?: number | undefined;
      after?: string | undefined;
    };
    reply: Group;
    paged: true;
  };
  /** Retrieve a group */
  getGroup: {
    request: { groupId: string };
    reply: Group;
    paged: false;
  };
  /** List all enrolled factors */
  listFactors: {
    request: { userId: string; extensions?: boolean | undefined };
    reply: Factor[];
    paged: false;
  };
  /** Enroll a factor */
  enrollFactor: {
    request: {
      userId: string;
      updatePhone?: boolean | undefined;
      activate?: boolean | undefined;
      templateId?: string | undefined;
      tokenLifetimeSeconds?: number | undefined;
      body: EnrollRequest;
    };
    reply: Factor;
    paged: false;
  };
  /** Enroll what takes the place of an active factor once it is activated */
  enrollReplacement: {
    request: {
      userId: string;
      factorId: string;
      templateId?: string | undefined;
      tokenLifetimeSeconds?: number | undefined;
      body: EnrollRequest;
    };
    reply: Factor;
    paged: false;
  };
  /** List all supported factors */
  listSupportedFactors: {
    request: { userId: string; extensions?: boolean | undefined };
    reply: CatalogItem[];
    paged: false;
  };
  /** List all supported security questions */
  listSecurityQuestions: {
    request: { userId: string };
    reply: {
      question: string;
      questionText: string;
    }[];
    paged: false;
  };
  /** Retrieve a factor */
  getFactor: {
    request: { userId: string; factorId: string };
    reply: Factor;
    paged: false;
  };
  /** Change the question and answer of a security question */
  updateFactor: {
    request: { userId: string; factorId: string; body: EnrollRequest };
    reply: Factor;
    paged: false;
  };
  /** Unenroll a factor */
  unenrollFactor: {
    request: {
      userId: string;
      factorId: string;
      removeRecoveryEnrollment?: boolean | undefined;
      onlyPending?: boolean | undefined;
    };
    reply: undefined;
    paged: false;
  };
  /** Activate a factor */
  activateFactor: {
    request: { userId: string; factorId: string; body?: { [name: string]: unknown } | undefined };
    reply: Factor | ActivationStatus;
    paged: false;
  };
  /** Resend a factor enrollment */
  resendFactor: {
    request: { userId: string; factorId: string; templateId?: string | undefined; body: EnrollRequest };
    reply: Factor;
    paged: false;
  };
  /** Challenge or verify a factor */
  verifyFactor: {
    request: {
      userId: string;
      factorId: string;
      templateId?: string | undefined;
      tokenLifetimeSeconds?: number | undefined;
      rememberDevice?: boolean | undefined;
      body?: { [name: string]: unknown } | undefined;
    };
    reply: VerifyReply;
    paged: false;
  };
  /** Retrieve a factor transaction status */
  getFactorTransactionStatus: {
    request: { userId: string; factorId: string; transactionId: string; wait?: number | undefined };
    reply: VerifyReply;
    paged: false;
  };
  /** Cancel a factor transaction */
  cancelFactorTransaction: {
    request: { userId: string; factorId: string; transactionId: string };
    reply: undefined;
    paged: false;
  };
  /** Poll the activation of a push factor */
  pollFactorActivation: {
    request: { userId: string; factorId: string };
    reply: Factor | ActivationStatus;
    paged: false;
  };
  /** Send the activation link of a push factor by email */
  sendFactorActivationEmail: {
    request: { userId: string; factorId: string };
    reply: ActivationStatus;
    paged: false;
  };
  /** Send the activation link of a push factor by SMS */
  sendFactorActivationSms: {
    request: {
      userId: string;
      factorId: string;
      body?:
        | {
            profile?:
              | {
                  phoneNumber?: string | undefined;
                }
              | undefined;
          }
        | undefined;
    };
    reply: ActivationStatus;
    paged: false;
  };
  /** List the devices of a factor */
  listFactorDevices: {
    request: { userId: string; factorId: string };
    reply: FactorDevice[];
    paged: false;
  };
  /** Begin to add a device to a factor */
  inviteFactorDevice: {
    request: { userId: string; factorId: string };
    reply: ActivationStatus;
    paged: false;
  };
  /** Remove a device from a factor */
  removeFactorDevice: {
    request: { userId: string; factorId: string; deviceId: string };
    reply: undefined;
    paged: false;
  };
  /** List all authenticators */
  listAuthenticators: {
    request: { extensions?: boolean | undefined };
    reply: Authenticator[];
    paged: false;
  };
  /** Create an authenticator */
  createAuthenticator: {
    request: { activate?: boolean | undefined; body: NewAuthenticator };
    reply: Authenticator;
    paged: false;
  };
  /** Retrieve an authenticator */
  getAuthenticator: {
    request: { authenticatorId: string };
    reply: Authenticator;
    paged: false;
  };
  /** Replace an authenticator */
  replaceAuthenticator: {
    request: { authenticatorId: string; body?: AuthenticatorRequest | undefined };
    reply: Authenticator;
    paged: false;
  };
  /** Activate an authenticator */
  activateAuthenticator: {
    request: { authenticatorId: string };
    reply: Authenticator;
    paged: false;
  };
  /** Deactivate an authenticator */
  deactivateAuthenticator: {
    request: { authenticatorId: string };
    reply: Authenticator;
    paged: false;
  };
  /** List all methods of an authenticator */
  listAuthenticatorMethods: {
    request: { authenticatorId: string };
    reply: Method[];
    paged: false;
  };
  /** Retrieve an authenticator method */
  getAuthenticatorMethod: {
    request: { authenticatorId: string; methodType: string };
    reply: Method;
    paged: false;
  };
  /** Replace an authenticator method */
  replaceAuthenticatorMethod: {
    request: { authenticatorId: string; methodType: string; body?: MethodRequest | undefined };
    reply: Method;
    paged: false;
  };
  /** Activate an authenticator method */
  activateAuthenticatorMethod: {
    request: { authenticatorId: string; methodType: string };
    reply: Method;
    paged: false;
  };
  /** Deactivate an authenticator method */
  deactivateAuthenticatorMethod: {
    request: { authenticatorId: string; methodType: string };
    reply: Method;
    paged: false;
  };
  /** List all factors of the organization */
  listOrgFactors: {
    request: Record<never, never>;
    reply: OrgFactor[];
    paged: false;
  };
  /** Retrieve a factor of the organization */
  getOrgFactor: {
    request: { factorId: string };
    reply: OrgFactor;
    paged: false;
  };
  /** Activate a factor of the organization */
  activateOrgFactor: {
    request: { factorId: string };
    reply: OrgFactor;
    paged: false;
  };
  /** Deactivate a factor of the organization */
  deactivateOrgFactor: {
    request: { factorId: string };
    reply: OrgFactor;
    paged: false;
  };
  /** List all policies */
  listPolicies: {
    request: { type?: string | undefined; status?: string | undefined; extensions?: boolean | undefined };
    reply: (Policy | AccessPolicy)[];
    paged: false;
  };
  /** Retrieve a policy */
  getPolicy: {
    request: { policyId: string; extensions?: boolean | undefined };
    reply: Policy | AccessPolicy;
    paged: false;
  };
  /** Replace a policy */
  replacePolicy: {
    request: { policyId: string; extensions?: boolean | undefined; body?: PolicyRequest | undefined };
    reply: Policy;
    paged: false;
  };
  /** List all factor profiles */
  listFactorProfiles: {
    request: Record<never, never>;
    reply: FactorProfile[];
    paged: false;
  };
  /** Create a factor profile */
  createFactorProfile: {
    request: { body?: FactorProfileRequest | undefined };
    reply: FactorProfile;
    paged: false;
  };
  /** Retrieve a factor profile */
  getFactorProfile: {
    request: { profileId: string };
    reply: FactorProfile;
    paged: false;
  };
  /** Rename a factor profile */
  replaceFactorProfile: {
    request: { profileId: string; body?: FactorProfileRequest | undefined };
    reply: FactorProfile;
    paged: false;
  };
  /** Delete a factor profile that no factor uses */
  deleteFactorProfile: {
    request: { profileId: string };
    reply: undefined;
    paged: false;
  };
  /** List all YubiKey OTP tokens */
  listYubikeyOtpTokens: {
    request: {
      after?: string | undefined;
      expand?: string | undefined;
      filter?: string | undefined;
      limit?: number | undefined;
      sortBy?:
        | 'profile.email'
        | 'profile.serial'
        | 'activated'
        | 'user.id'
        | 'created'
        | 'status'
        | 'lastVerified'
        | undefined;
      sortOrder?: 'ASC' | 'DESC' | undefined;
    };
    reply: Yubikey;
    paged: true;
  };
  /** Upload a YubiKey OTP seed */
  uploadYubikeyOtpTokenSeed: {
    request: { body?: YubikeySeedRequest | undefined };
    reply: Yubikey;
    paged: false;
  };
  /** Retrieve a YubiKey OTP token */
  getYubikeyOtpTokenById: {
    request: { tokenId: string };
    reply: Yubikey;
    paged: false;
  };
  /** Delete a YubiKey OTP token that is not assigned */
  deleteYubikeyOtpToken: {
    request: { tokenId: string };
    reply: undefined;
    paged: false;
  };
  /** List all SMS templates */
  listSmsTemplates: {
    request: { templateType?: string | undefined };
    reply: SmsTemplate[];
    paged: false;
  };
  /** Create a template of SMS messages */
  createSmsTemplate: {
    request: {
      body?:
        | {
            name?: string | null | undefined;
            type?: string | null | undefined;
            id?: unknown;
            created?: unknown;
            lastUpdated?: unknown;
            template?: string | null | undefined;
            translations?: { [name: string]: string | null } | null | undefined;
          }
        | undefined;
    };
    reply: SmsTemplate;
    paged: false;
  };
  /** Retrieve a template of SMS messages */
  getSmsTemplate: {
    request: { templateId: string };
    reply: SmsTemplate;
    paged: false;
  };
  /** Change a part of a template of SMS messages; translations are added, changed, or removed by null */
  updateSmsTemplate: {
    request: {
      templateId: string;
      body?:
        | {
            name?: string | null | undefined;
            type?: string | null | undefined;
            id?: unknown;
            created?: unknown;
            lastUpdated?: unknown;
            template?: string | null | undefined;
            translations?: { [name: string]: string | null } | null | undefined;
          }
        | undefined;
    };
    reply: SmsTemplate;
    paged: false;
  };
  /** Replace a template of SMS messages */
  replaceSmsTemplate: {
    request: {
      templateId: string;
      body?:
        | {
            name?: string | null | undefined;
            type?: string | null | undefined;
            id?: unknown;
            created?: unknown;
            lastUpdated?: unknown;
            template?: string | null | undefined;
            translations?: { [name: string]: string | null } | null | undefined;
          }
        | undefined;
    };
    reply: SmsTemplate;
    paged: false;
  };
  /** Delete a template of SMS messages; one that is gone is no error */
  deleteSmsTemplate: {
    request: { templateId: string };
    reply: undefined;
    paged: false;
  };
  /** List all voice templates */
  listCallTemplates: {
    request: { templateType?: string | undefined };
    reply: SmsTemplate[];
    paged: false;
  };
  /** Create a template of voice messages */
  createCallTemplate: {
    request: {
      body?:
        | {
            name?: string | null | undefined;
            type?: string | null | undefined;
            id?: unknown;
            created?: unknown;
            lastUpdated?: unknown;
            template?: string | null | undefined;
            translations?: { [name: string]: string | null } | null | undefined;
          }
        | undefined;
    };
    reply: SmsTemplate;
    paged: false;
  };
  /** Retrieve a template of voice messages */
  getCallTemplate: {
    request: { templateId: string };
    reply: SmsTemplate;
    paged: false;
  };
  /** Change a part of a template of voice messages; translations are added, changed, or removed by null */
  updateCallTemplate: {
    request: {
      templateId: string;
      body?:
        | {
            name?: string | null | undefined;
            type?: string | null | undefined;
            id?: unknown;
            created?: unknown;
            lastUpdated?: unknown;
            template?: string | null | undefined;
            translations?: { [name: string]: string | null } | null | undefined;
          }
        | undefined;
    };
    reply: SmsTemplate;
    paged: false;
  };
  /** Replace a template of voice messages */
  replaceCallTemplate: {
    request: {
      templateId: string;
      body?:
        | {
            name?: string | null | undefined;
            type?: string | null | undefined;
            id?: unknown;
            created?: unknown;
            lastUpdated?: unknown;
            template?: string | null | undefined;
            translations?: { [name: string]: string | null } | null | undefined;
          }
        | undefined;
    };
    reply: SmsTemplate;
    paged: false;
  };
  /** Delete a template of voice messages; one that is gone is no error */
  deleteCallTemplate: {
    request: { templateId: string };
    reply: undefined;
    paged: false;
  };
  /** List all e-mail templates */
  listEmailTemplates: {
    request: { templateType?: string | undefined };
    reply: EmailTemplate[];
    paged: false;
  };
  /** Create a template of e-mail messages */
  createEmailTemplate: {
    request: {
      body?:
        | {
            name?: string | null | undefined;
            type?: string | null | undefined;
            id?: unknown;
            created?: unknown;
            lastUpdated?: unknown;
            subject?: string | null | undefined;
            template?: string | null | undefined;
            html?: string | null | undefined;
            translations?:
              | {
                  [name: string]:
                    | {
                        subject?: string | null | undefined;
                        template?: string | null | undefined;
                        html?: string | null | undefined;
                      }
                    | ''
                    | null;
                }
              | null
              | undefined;
          }
        | undefined;
    };
    reply: EmailTemplate;
    paged: false;
  };
  /** Retrieve a template of e-mail messages */
  getEmailTemplate: {
    request: { templateId: string };
    reply: EmailTemplate;
    paged: false;
  };
  /** Change a part of a template of e-mail messages; translations are added, changed, or removed by null */
  updateEmailTemplate: {
    request: {
      templateId: string;
      body?:
        | {
            name?: string | null | undefined;
            type?: string | null | undefined;
            id?: unknown;
            created?: unknown;
            lastUpdated?: unknown;
            subject?: string | null | undefined;
            template?: string | null | undefined;
            html?: string | null | undefined;
            translations?:
              | {
                  [name: string]:
                    | {
                        subject?: string | null | undefined;
                        template?: string | null | undefined;
                        html?: string | null | undefined;
                      }
                    | ''
                    | null;
                }
              | null
              | undefined;
          }
        | undefined;
    };
    reply: EmailTemplate;
    paged: false;
  };
  /** Replace a template of e-mail messages */
  replaceEmailTemplate: {
    request: {
      templateId: string;
      body?:
        | {
            name?: string | null | undefined;
            type?: string | null | undefined;
            id?: unknown;
            created?: unknown;
            lastUpdated?: unknown;
            subject?: string | null | undefined;
            template?: string | null | undefined;
            html?: string | null | undefined;
            translations?:
              | {
                  [name: string]:
                    | {
                        subject?: string | null | undefined;
                        template?: string | null | undefined;
                        html?: string | null | undefined;
                      }
                    | ''
                    | null;
                }
              | null
              | undefined;
          }
        | undefined;
    };
    reply: EmailTemplate;
    paged: false;
  };
  /** Delete a template of e-mail messages; one that is gone is no error */
  deleteEmailTemplate: {
    request: { templateId: string };
    reply: undefined;
    paged: false;
  };
  /** List all message providers */
  listMessageProviders: {
    request: Record<never, never>;
    reply: MessageProvider[];
    paged: false;
  };
  /** List the types of message providers with the form of their settings */
  listMessageProviderTypes: {
    request: Record<never, never>;
    reply: MessageProviderType[];
    paged: false;
  };
  /** Create a message provider */
  createMessageProvider: {
    request: { body?: MessageProviderRequest | undefined };
    reply: MessageProvider;
    paged: false;
  };
  /** Retrieve a message provider */
  getMessageProvider: {
    request: { providerId: string };
    reply: MessageProvider;
    paged: false;
  };
  /** Replace a message provider; secrets that are left out stay */
  replaceMessageProvider: {
    request: { providerId: string; body?: MessageProviderRequest | undefined };
    reply: MessageProvider;
    paged: false;
  };
  /** Delete a message provider that is inactive */
  deleteMessageProvider: {
    request: { providerId: string };
    reply: undefined;
    paged: false;
  };
  /** Activate a message provider */
  activateMessageProvider: {
    request: { providerId: string };
    reply: MessageProvider;
    paged: false;
  };
  /** Deactivate a message provider */
  deactivateMessageProvider: {
    request: { providerId: string };
    reply: MessageProvider;
    paged: false;
  };
  /** Send a test message through a message provider, and say what it answered */
  testMessageProvider: {
    request: {
      providerId: string;
      body: {
        channel: string;
        to: string;
      };
    };
    reply: MessageProviderTest;
    paged: false;
  };
  /** List all custom telephony providers */
  listTelephonyProviders: {
    request: Record<never, never>;
    reply: TelephonyProvider[];
    paged: false;
  };
  /** Create a custom telephony provider */
  createTelephonyProvider: {
    request: { body?: TelephonyProviderRequest | undefined };
    reply: TelephonyProvider;
    paged: false;
  };
  /** Retrieve a custom telephony provider */
  getTelephonyProvider: {
    request: { customTelephonyProviderId: string };
    reply: TelephonyProvider;
    paged: false;
  };
  /** Update a custom telephony provider credential */
  updateTelephonyProvider: {
    request: { customTelephonyProviderId: string; body?: TelephonyProviderRequest | undefined };
    reply: TelephonyProvider;
    paged: false;
  };
  /** Delete a custom telephony provider */
  deleteTelephonyProvider: {
    request: { customTelephonyProviderId: string };
    reply: undefined;
    paged: false;
  };
  /** Activate a custom telephony provider */
  activateTelephonyProvider: {
    request: { customTelephonyProviderId: string };
    reply: TelephonyProvider;
    paged: false;
  };
  /** Deactivate a custom telephony provider */
  deactivateTelephonyProvider: {
    request: { customTelephonyProviderId: string };
    reply: TelephonyProvider;
    paged: false;
  };
  /** Set a custom telephony provider as the primary one */
  setPrimaryTelephonyProvider: {
    request: { customTelephonyProviderId: string };
    reply: TelephonyProvider;
    paged: false;
  };
  /** Send a test message from a custom telephony provider */
  testTelephonyProvider: {
    request: { customTelephonyProviderId: string; body?: TelephonyTestRequest | undefined };
    reply: undefined;
    paged: false;
  };
  /** List all inline hooks */
  listInlineHooks: {
    request: { type?: string | undefined };
    reply: InlineHook[];
    paged: false;
  };
  /** Create an inline hook */
  createInlineHook: {
    request: { body?: InlineHookRequest | undefined };
    reply: InlineHook;
    paged: false;
  };
  /** Retrieve an inline hook */
  getInlineHook: {
    request: { inlineHookId: string };
    reply: InlineHook;
    paged: false;
  };
  /** Update an inline hook; what is left out stays */
  updateInlineHook: {
    request: { inlineHookId: string; body?: InlineHookRequest | undefined };
    reply: InlineHook;
    paged: false;
  };
  /** Replace an inline hook */
  replaceInlineHook: {
    request: { inlineHookId: string; body?: InlineHookRequest | undefined };
    reply: InlineHook;
    paged: false;
  };
  /** Delete an inline hook that is inactive */
  deleteInlineHook: {
    request: { inlineHookId: string };
    reply: undefined;
    paged: false;
  };
  /** Activate an inline hook */
  activateInlineHook: {
    request: { inlineHookId: string };
    reply: InlineHook;
    paged: false;
  };
  /** Deactivate an inline hook */
  deactivateInlineHook: {
    request: { inlineHookId: string };
    reply: InlineHook;
    paged: false;
  };
  /** Preview an inline hook: send it this body and show what it answers */
  executeInlineHook: {
    request: { inlineHookId: string; body: TelephonyRequest };
    reply: Record<string, unknown>;
    paged: false;
  };
  /** Send a text message or make a call for an Okta org that has this as its telephony inline hook */
  receiveTelephony: {
    request: { body: TelephonyRequest };
    reply:
      | {
          commands: {
            type: 'com.okta.telephony.action';
            value: {
              status: 'SUCCESSFUL' | 'PENDING' | 'FAILED';
              provider?: string;
              transactionId?: string;
              transactionMetadata?: string;
            }[];
          }[];
        }
      | {
          error: {
            errorSummary: string;
            errorCauses: {
              errorSummary: string;
              reason: string;
              location: string;
            }[];
          };
        };
    paged: false;
  };
  /** List the messages of a user, newest first */
  listUserMessages: {
    request: { userId: string; limit?: number | undefined; after?: string | undefined };
    reply: Message;
    paged: true;
  };
  /** Explain why a user got no code or was not verified */
  explainUser: {
    request: { userId: string };
    reply: Explanation;
    paged: false;
  };
}

/** The path of every operation; `readTable` reads it. */

export const operationTable =
  '/api/v1/usersX*%*Kuser8*,;*#*&*7*]re0,re0*(*]Z,Z*]unZ,unZ*]unlock,unlock*]r?et_p9,r?etP9]expire_p9,expireP9]expire_p9_with_temp_p9,expireP9WithTempP9]r?et_f{s,r?et4s)cred~tials/change_p9,changeP9]change_recovery_qu?.,changeRecoveryQu?.]forgot_p9,forgotP9]forgot_p9_recovery_qu?.,forgotP9SetNewP9)gVs"*GVs]f{s"4s,~roll4Kf{84 U;4 Dun~roll4/replacem~t,~rollReplacem~t^74/poll,poll4Activa.]email,s~d4Activa.Email]sms,s~d4Activa.Sms^)r?~d,r?~d4]verify,verify4]tJsKtJ84TJStatus Dcancel4TJ)devic?"4Devic?,invite4DeviceKdeviceId Dremove4Device^)catalog"Supported4s]qu?.s"SecurityQu?.s)m?sag?X*M?sag?]explain Gexplain*^)gVsXGVsKgV8GV)a3s"A3%A3Ka38A3#A37A3(A3)methods">sKmethodType Gget>#>7>(>^^^^)org/f{s"Org4sKf{8Org47Org4(Org4^)hotp/p<s"4P<%4P<Kp<84P<#4P<&4P<^)yubikey_tok~/tok~sX+s,upload+SeedKtok~8+ById&+^^^)polici?"Polici?Kpolicy8Policy#Policy)t5s/sms"}%}Kt58},;}#}&})call"@%@Kt58@,;@#@&@)email"=%=Kt58=,;=#=&=^)m?sage-p[s"6%6/typ?"6Typ?]:p[86#6&676(6)t?t,t?t6^)t`-p[s"2%2Kcustom282 A;2&272(2)setAsPrimary,setPrimary2]t?t,t?t2^)i!s"I!%I!Ki!8I!,;I!#I!&I!7I!(I!)execute,executeI!^^^)hooks/okta/t`,receiveT`|2T`P[|4F{|6M?sageP[|7/lifecycle/0,0|8Id Gget|9assword|" Glist|!nlineHook|# Ureplace|%s,create|& Ddelete|(]de0,de0|)^]|*User|+YubikeyOtpTok~|, P|;update|<rofile|=EmailT5|>A3Method|?es|@CallT5|[rovider|]^/|`elephony|{actor|}SmsT5|Jransac.|K/:|Vroup|X Llist|Zsusp~d|0activate|3uth~ticator|5emplate|.tion|~en';

/** Providers of factor types, where they are not OKTA; empty where there are several. */

export const otherProviders: Readonly<Record<string, string>> = {
  'token:software:totp': '',
  'token:hotp': 'CUSTOM',
  'token:hardware': 'YUBICO',
  token: '',
  web: 'DUO',
  u2f: 'FIDO',
  webauthn: 'FIDO',
  'cofactor:recovery_codes': 'COFACTOR',
  'cofactor:temporary_code': 'COFACTOR',
};
