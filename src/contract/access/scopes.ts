/**
 * Scopes of OAuth 2.0 by their names in Okta (fact 125); `cofactor.…` are those of extensions. Each opens the operations
 * that name it, and no others: `manage` does not include `read`.
 */
export const scopes = {
  'okta.apiTokens.manage': 'Revoke API tokens',
  'okta.apiTokens.read': 'Read the names of API tokens',
  'okta.appGrants.manage': 'Give scopes to service apps, and take them back',
  'okta.appGrants.read': 'Read the scopes of service apps',
  'okta.apps.manage': 'Create, change and delete service apps',
  'okta.apps.read': 'Read service apps',
  'okta.authenticators.manage': 'Change authenticators and the settings of factors',
  'okta.authenticators.read': 'Read authenticators and the settings of factors',
  'okta.clients.manage': 'Register, change and delete OAuth clients',
  'okta.clients.read': 'Read OAuth clients',
  'okta.customTelephonyProvider.manage': 'Create, change, test and delete telephony providers',
  'okta.customTelephonyProvider.read': 'Read telephony providers',
  'okta.devices.manage': 'Change the devices of users',
  'okta.devices.read': 'Read the devices of users',
  'okta.eventHooks.manage': 'Create, change and delete event hooks',
  'okta.eventHooks.read': 'Read event hooks',
  'okta.groups.manage': 'Change groups and who is in them',
  'okta.groups.read': 'Read groups and who is in them',
  'okta.idps.read': 'Read identity providers of users',
  'okta.inlineHooks.manage': 'Create, change, try and delete inline hooks',
  'okta.inlineHooks.read': 'Read inline hooks',
  'okta.logs.read': 'Read the log',
  'okta.policies.manage': 'Change policies',
  'okta.policies.read': 'Read policies',
  'okta.roles.manage': 'Give administrators’ roles, and take them back',
  'okta.roles.read': 'Read who holds administrators’ roles',
  'okta.templates.manage': 'Change the texts of messages',
  'okta.templates.read': 'Read the texts of messages',
  'okta.trustedOrigins.manage': 'Change which web pages may call the API',
  'okta.trustedOrigins.read': 'Read which web pages may call the API',
  'okta.users.manage': 'Create, change and delete users; enroll, verify and remove factors',
  'okta.users.read': 'Read users and their factors',
  'cofactor.messageProviders.manage': 'Create, change, test and delete message providers',
  'cofactor.messageProviders.read': 'Read message providers',
  'cofactor.messages.read': 'Read what became of messages, and why a sign-in failed',
  'cofactor.messages.send': 'Send the messages of an Okta org',
} as const;

/** A scope by its name. */
export type Scope = keyof typeof scopes;

/** Every scope, in the order of the table. */
export const scopeNames = Object.keys(scopes) as readonly Scope[];

/** The part of a scope's name before `.read` and `.manage`, for resources that have both. */
export type ScopeFamily = {
  [S in Scope]: S extends `${infer Family}.manage` ? (`${Family}.read` extends Scope ? Family : never) : never;
}[Scope];
