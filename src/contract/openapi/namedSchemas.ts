import type { TSchema } from 'typebox';
import { CatalogItem, VerifyReply } from '../factors/factors.ts';
import { FactorProfileRequest, FactorProfileResource } from '../hardwareTokens/factorProfile.ts';
import { YubikeyResource, YubikeySeedRequest } from '../hardwareTokens/yubikey.ts';
import { InlineHookRequest, InlineHookResource } from '../hooks/inlineHook.ts';
import { TelephonyReply, TelephonyRequest } from '../hooks/telephony.ts';
import { LogEventResource } from '../log/logEvent.ts';
import { ExplanationResource, MessageResource } from '../messages/message.ts';
import { AccessPolicyResource, PolicyRequest, PolicyResource } from '../org/policy.ts';
import { TrustedOriginRequest, TrustedOriginResource } from '../org/trustedOrigin.ts';
import {
  MessageProviderRequest,
  MessageProviderResource,
  MessageProviderTest,
  MessageProviderType,
} from '../providers/messageProvider.ts';
import {
  TelephonyProviderRequest,
  TelephonyProviderResource,
  TelephonyTestRequest,
} from '../providers/telephonyProvider.ts';
import type { Operation } from '../shared/operation.ts';
import { FactorStatus, Link, Links } from '../shared/primitives.ts';
import { templateSchemas } from '../templates/template.ts';
import {
  CreateUserRequest,
  CredentialsRequest,
  CredentialsResource,
  ProfileRequest,
  UpdateUserRequest,
  UserProfileResource,
  UserResource,
} from '../users/user.ts';
import { type Json, ours } from './json.ts';
import { type NameOf, spelledOut } from './plainSchema.ts';

/** Shapes with a name of their own in the document. */
const named: Readonly<Record<string, TSchema>> = {
  FactorStatus,
  Link,
  Links,
  VerifyReply,
  CatalogItem,
  User: UserResource,
  UserProfile: UserProfileResource,
  Credentials: CredentialsResource,
  CreateUserRequest,
  UpdateUserRequest,
  ProfileRequest,
  CredentialsRequest,
  LogEvent: LogEventResource,
  FactorProfile: FactorProfileResource,
  FactorProfileRequest,
  YubikeyOtpToken: YubikeyResource,
  YubikeySeedRequest,
  Policy: PolicyResource,
  AccessPolicy: AccessPolicyResource,
  PolicyRequest,
  PhoneTemplate: templateSchemas.sms.resource,
  PhoneTemplateRequest: templateSchemas.sms.request,
  EmailTemplate: templateSchemas.email.resource,
  EmailTemplateRequest: templateSchemas.email.request,
  MessageProvider: MessageProviderResource,
  MessageProviderRequest,
  MessageProviderType,
  MessageProviderTest,
  TelephonyProvider: TelephonyProviderResource,
  TelephonyProviderRequest,
  TelephonyTestRequest,
  InlineHook: InlineHookResource,
  InlineHookRequest,
  TrustedOrigin: TrustedOriginResource,
  TrustedOriginRequest,
  TelephonyRequest,
  TelephonyReply,
  Message: MessageResource,
  Explanation: ExplanationResource,
};

/** Named schemas that Okta's API does not have. */
const extensions = new Set(['MessageProvider', 'MessageProviderRequest', 'MessageProviderType', 'MessageProviderTest']);

export interface NamedSchemas {
  readonly nameOf: NameOf;
  readonly components: Json;
}

/** The named shapes, and what else a `getX` of these operations replies with as `X`. The same shape is one schema. */
export function namedSchemas(operations: Readonly<Record<string, Operation>>): NamedSchemas {
  const byShape = new Map<string, string>();
  const schemas = new Map<string, TSchema>();
  const add = (name: string, schema: TSchema) => {
    if (byShape.has(shapeOf(schema))) return;
    byShape.set(shapeOf(schema), name);
    schemas.set(name, schema);
  };
  for (const [name, schema] of Object.entries(named)) add(name, schema);
  for (const [id, { reply }] of Object.entries(operations)) {
    const name = /^get([A-Z]\w*)$/.exec(id)?.[1];
    if (name !== undefined && name !== 'Factor') add(name, reply);
  }
  const nameOf: NameOf = (schema) => byShape.get(shapeOf(schema));
  const components = Object.fromEntries(
    [...schemas].map(([name, schema]) => [name, { ...ours(extensions.has(name)), ...spelledOut(schema, nameOf) }]),
  );
  return { nameOf, components };
}

const shapeOf = (schema: TSchema): string => JSON.stringify(schema);
