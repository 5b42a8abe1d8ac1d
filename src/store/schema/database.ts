import { apiTokens, superAdminLock, userRoles } from './access.ts';
import { knownRequesters, limits } from './budgets.ts';
import { transactions } from './devices.ts';
import { eventHookCursors, eventHookDeliveries, eventHooks } from './eventHooks.ts';
import { factorClaims, factorStates, factors, formerFactors } from './factors.ts';
import { factorProfiles, factorProfileUses, yubikeyCounts, yubikeyTokens } from './hardwareTokens.ts';
import { helpDeskRequests } from './helpDesk.ts';
import { activeInlineHooks, inlineHooks } from './hooks.ts';
import { idempotencyKeys } from './idempotency.ts';
import { log, logPostings, logSegments } from './log.ts';
import { messageReferences, messages } from './messages.ts';
import { serviceApps, signingKeys } from './oauth.ts';
import { erasures, leftBudgets, retention } from './privacy.ts';
import { messageProviders } from './providers.ts';
import { adminSessions, linkedIdentities } from './sessions.ts';
import { enrollmentSettings, settings } from './settings.ts';
import type { RowOf } from './table.ts';
import { messageTemplates } from './templates.ts';
import { trustedOrigins } from './trustedOrigins.ts';
import { phones, unsealedPhones, userAttributes, users } from './users.ts';

/** Every table, by its name. `test/store/schema.test.ts` compares this with what the migrations make of both engines. */
export const tables = {
  admin_sessions: adminSessions,
  active_inline_hooks: activeInlineHooks,
  api_tokens: apiTokens,
  enrollment_settings: enrollmentSettings,
  erasures,
  event_hook_cursors: eventHookCursors,
  event_hook_deliveries: eventHookDeliveries,
  event_hooks: eventHooks,
  factor_claims: factorClaims,
  factor_profile_uses: factorProfileUses,
  factor_profiles: factorProfiles,
  factor_states: factorStates,
  factors,
  former_factors: formerFactors,
  help_desk_requests: helpDeskRequests,
  idempotency_keys: idempotencyKeys,
  inline_hooks: inlineHooks,
  known_requesters: knownRequesters,
  left_budgets: leftBudgets,
  limits,
  linked_identities: linkedIdentities,
  log,
  log_postings: logPostings,
  log_segments: logSegments,
  message_providers: messageProviders,
  message_references: messageReferences,
  message_templates: messageTemplates,
  messages,
  phones,
  retention,
  service_apps: serviceApps,
  settings,
  signing_keys: signingKeys,
  super_admin_lock: superAdminLock,
  transactions,
  trusted_origins: trustedOrigins,
  unsealed_phones: unsealedPhones,
  user_attributes: userAttributes,
  user_roles: userRoles,
  users,
  yubikey_counts: yubikeyCounts,
  yubikey_tokens: yubikeyTokens,
};

/** The tables as Kysely's types want them. */
export type Database = { readonly [N in keyof typeof tables]: RowOf<(typeof tables)[N]> };
