import { apiTokens, superAdminLock, userRoles } from '../../schema/access.ts';
import { eventHooks } from '../../schema/eventHooks.ts';
import { serviceApps, signingKeys } from '../../schema/oauth.ts';
import { adminSessions, linkedIdentities } from '../../schema/sessions.ts';
import { trustedOrigins } from '../../schema/trustedOrigins.ts';
import { declare } from './declare.ts';

const REMOVED = 'until an administrator removes it';

/** Administrators: what they may do, and what they set up. */
export const access = {
  user_roles: declare(userRoles, {
    data: "administrators' roles",
    why: 'to know what they may do',
    kept: 'until the role is taken or the user is deleted',
    about: { where: 'user_id = $1' },
    personal: ['role', 'created_at'],
    pseudonymous: ['id', 'user_id'],
  }),
  admin_sessions: declare(adminSessions, {
    data: "administrators' sessions: since when, with which factor, from which provider",
    why: 'so that they need not sign in with each click',
    kept: 'until it ends, after 12 hours at most; then until somebody signs in',
    about: { where: 'user_id = $1' },
    personal: ['created_at', 'used_at', 'proven_at', 'issuer', 'roles'],
    pseudonymous: ['id', 'user_id', 'factor_id'],
    secret: { secret_hash: 'keyed hash of the cookie' },
  }),
  linked_identities: declare(linkedIdentities, {
    data: 'who a person is at an OpenID provider',
    why: 'to let them sign in there',
    kept: 'until it is unlinked or the user is deleted',
    about: { where: 'user_id = $1' },
    personal: ['issuer', 'subject', 'roles', 'created_at'],
    pseudonymous: ['user_id'],
  }),
  api_tokens: declare(apiTokens, {
    data: 'API tokens: name, owner, rights, from where they may be used, when they were last',
    why: 'to let programs in',
    kept: 'until it is removed or its owner is deleted',
    about: { where: 'owner_id = $1' },
    personal: ['created_at', 'revoked_at', 'expires_at', 'last_used_at', 'networks', 'name'],
    pseudonymous: ['id', 'owner_id'],
    secret: { digest: 'digest of the token' },
    impersonal: ['role', 'scopes'],
  }),
  event_hooks: declare(eventHooks, {
    data: 'event hooks, and who made them',
    why: 'to tell other services of events',
    kept: REMOVED,
    about: { where: 'created_by = $1' },
    left: 'the id of who made it',
    pseudonymous: ['id', 'created_by', 'created_at'],
    secret: { target: 'address, headers and secret, sealed' },
    impersonal: ['name', 'description', 'status', 'verification', 'subscription', 'updated_at', 'version'],
  }),
  trusted_origins: declare(trustedOrigins, {
    data: 'web pages that may call the API, and who said so',
    why: 'to let them',
    kept: REMOVED,
    about: { where: 'created_by = $1 or updated_by = $1' },
    left: 'the ids of who made and changed it',
    pseudonymous: ['id', 'created_at', 'created_by', 'updated_at', 'updated_by'],
    impersonal: ['name', 'origin', 'scopes', 'status', 'version'],
  }),
  service_apps: declare(serviceApps, {
    data: 'OAuth clients: public keys, scopes, and who granted those',
    why: 'to let programs in',
    kept: REMOVED,
    about: { where: "replace(grants, $1, '') <> grants" },
    left: 'the id of who granted a scope',
    pseudonymous: ['id', 'grants'],
    impersonal: [
      ...(['label', 'status', 'dpop_bound', 'jwks_uri', 'keys', 'roles', 'epoch', 'shown'] as const),
      ...(['created_at', 'updated_at', 'version'] as const),
    ],
  }),
  signing_keys: declare(signingKeys, {
    data: 'keys that access tokens are signed with',
    why: 'to sign them',
    kept: 'until they are rolled over and no token of theirs is good',
    secret: { key: 'the private key, sealed' },
    impersonal: ['kid', 'generation', 'created_at'],
  }),
  super_admin_lock: declare(superAdminLock, {
    data: 'one row that is locked',
    why: 'so that the last SUPER_ADMIN stays',
    kept: 'for ever',
    impersonal: ['id'],
  }),
};
