/**
 * Reasons for which the service refuses requests of the form that the document gives, since no JSON Schema can say them. Each operation of
 * the list may answer 400 to such a request; all others may not.
 */
const reasons = {
  cursor: 'the place where a page begins is what a link of ours says',
  expression: 'a search or filter is a language',
  keys: 'public keys, addresses of keys and scopes of an app are judged together',
  others: 'it depends on what there is already, or on its status',
  prototype: 'a member named __proto__ is refused, also where any member may stand',
  profile: 'logins are judged by RFC 8265, addresses as mail software reads them',
  secret: 'passwords and answers are judged by the policy',
  settings: 'the form of the settings depends on the type of provider',
  text: 'texts are judged by their letters after blanks around them were cut off',
  url: 'the address is judged by the guard of outgoing calls',
} as const;

/** Operations of which a request of the documented form may be refused with 400, and why. */
export const refusals: Readonly<Record<string, keyof typeof reasons>> = {
  'GET /api/v1/apps': 'cursor',
  'POST /api/v1/apps': 'keys',
  'PUT /api/v1/apps/{appId}': 'keys',
  'POST /api/v1/apps/{appId}/credentials/jwks': 'keys',
  'POST /api/v1/apps/{appId}/grants': 'keys',
  'GET /api/v1/groups': 'cursor',
  'GET /api/v1/iam/assignees/users': 'cursor',
  'GET /api/v1/logs': 'expression',
  'GET /api/v1/org/factors/yubikey_token/tokens': 'cursor',
  'GET /api/v1/trustedOrigins': 'expression',
  'GET /api/v1/users': 'expression',
  'GET /api/v1/users/{userId}/messages': 'cursor',
  'POST /api/v1/authenticators': 'others',
  'PUT /api/v1/authenticators/{authenticatorId}': 'others',
  'POST /api/v1/authenticators/{authenticatorId}/lifecycle/activate': 'others',
  'POST /api/v1/authenticators/{authenticatorId}/lifecycle/deactivate': 'others',
  'POST /api/v1/eventHooks': 'url',
  'PUT /api/v1/eventHooks/{eventHookId}': 'url',
  'POST /api/v1/eventHooks/{eventHookId}/lifecycle/activate': 'others',
  'POST /api/v1/eventHooks/{eventHookId}/lifecycle/verify': 'others',
  'POST /api/v1/inlineHooks': 'url',
  'POST /api/v1/message-providers': 'settings',
  'POST /api/v1/org/factors/hotp/profiles': 'text',
  'PUT /api/v1/org/factors/hotp/profiles/{profileId}': 'text',
  'POST /api/v1/org/factors/yubikey_token/tokens': 'others',
  'PUT /api/v1/policies/{policyId}': 'others',
  'POST /api/v1/trustedOrigins': 'text',
  'PUT /api/v1/trustedOrigins/{trustedOriginId}': 'text',
  'POST /api/v1/telephony-providers': 'settings',
  'POST /api/v1/telephony-providers/{customTelephonyProviderId}/test': 'prototype',
  'POST /api/v1/templates/call': 'text',
  'POST /api/v1/templates/email': 'text',
  'POST /api/v1/templates/sms': 'text',
  'DELETE /api/v1/templates/call/{templateId}': 'others',
  'DELETE /api/v1/templates/email/{templateId}': 'others',
  'DELETE /api/v1/templates/sms/{templateId}': 'others',
  'POST /api/v1/templates/call/{templateId}': 'others',
  'POST /api/v1/templates/email/{templateId}': 'others',
  'POST /api/v1/templates/sms/{templateId}': 'others',
  'PUT /api/v1/templates/call/{templateId}': 'others',
  'PUT /api/v1/templates/email/{templateId}': 'others',
  'PUT /api/v1/templates/sms/{templateId}': 'others',
  'POST /api/v1/users': 'profile',
  'POST /api/v1/users/{userId}': 'profile',
  'PUT /api/v1/users/{userId}': 'profile',
  'POST /api/v1/users/{userId}/credentials/change_password': 'secret',
  'POST /api/v1/users/{userId}/credentials/change_recovery_question': 'secret',
  'POST /api/v1/users/{userId}/credentials/forgot_password_recovery_question': 'secret',
  'POST /api/v1/users/{userId}/factors': 'others',
  'POST /api/v1/users/{userId}/factors/{factorId}/lifecycle/activate': 'others',
  'POST /api/v1/users/{userId}/factors/{factorId}/replacement': 'others',
  'POST /api/v1/users/{userId}/factors/{factorId}/resend': 'others',
  'POST /api/v1/users/{userId}/factors/{factorId}/verify': 'others',
  'PUT /api/v1/users/{userId}/factors/{factorId}': 'others',
  'POST /api/v1/users/{userId}/help-desk-requests': 'others',
  'POST /api/v1/users/{userId}/help-desk-requests/{requestId}/proof': 'others',
  'POST /api/v1/users/{userId}/lifecycle/suspend': 'others',
  'POST /api/v1/users/{userId}/lifecycle/unsuspend': 'others',
  'POST /hooks/okta/telephony': 'others',
  'GET /oauth2/v1/clients': 'cursor',
  'POST /oauth2/v1/clients': 'keys',
  'PUT /oauth2/v1/clients/{clientId}': 'keys',
};

/** The configuration of schemathesis that lets these pass, and no others. */
export function refusalsConfig(): string {
  return Object.entries(refusals)
    .map(
      ([operation, reason]) => `# ${reasons[reason]}
[[operations]]
include-name = ${JSON.stringify(operation)}
checks.positive_data_acceptance.enabled = false
`,
    )
    .join('\n');
}
