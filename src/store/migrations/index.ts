import type { Migration } from 'kysely/migration';
import * as foundation from './0001-0020/0001_foundation.ts';
import * as factorProfiles from './0001-0020/0002_factor_profiles.ts';
import * as yubikeyTokens from './0001-0020/0003_yubikey_tokens.ts';
import * as authenticatorsPolicies from './0001-0020/0004_authenticators_policies.ts';
import * as messages from './0001-0020/0005_messages.ts';
import * as templates from './0001-0020/0006_templates.ts';
import * as messageProviders from './0001-0020/0007_message_providers.ts';
import * as inlineHooks from './0001-0020/0008_inline_hooks.ts';
import * as idempotency from './0001-0020/0010_idempotency.ts';
import * as transactions from './0001-0020/0011_transactions.ts';
import * as logUserAgent from './0001-0020/0012_log_user_agent.ts';
import * as collations from './0001-0020/0013_collations.ts';
import * as authenticatorSettings from './0001-0020/0014_authenticator_settings.ts';
import * as usersWithoutPassword from './0001-0020/0015_users_without_password.ts';
import * as knownRequesters from './0001-0020/0016_known_requesters.ts';
import * as transactionRequesters from './0001-0020/0017_transaction_requesters.ts';
import * as valuesBoundToRows from './0001-0020/0018_values_bound_to_rows.ts';
import * as serviceApps from './0001-0020/0019_service_apps.ts';
import * as access from './0001-0020/0020_access.ts';
import * as sealedAddresses from './0021_sealed_addresses.ts';
import * as trustedOrigins from './0022_trusted_origins.ts';
import * as logPrincipal from './0023_log_principal.ts';
import * as adminSessions from './0024_admin_sessions.ts';
import * as logPositions from './0025_log_positions.ts';
import * as linkedIdentities from './0026_linked_identities.ts';
import * as logSegments from './0027_log_segments.ts';
import * as eventHooks from './0028_event_hooks.ts';
import * as privacy from './0029_privacy.ts';
import * as helpDesk from './0030_help_desk.ts';
import * as logPartitions from './0031_log_partitions.ts';

/**
 * Every change of the schema, in order. Append only: never edit one that has been released. 0009 was skipped and never
 * existed; the gap must stay, because Kysely refuses a migration that sorts before one that a database already has.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_foundation': foundation,
  '0002_factor_profiles': factorProfiles,
  '0003_yubikey_tokens': yubikeyTokens,
  '0004_authenticators_policies': authenticatorsPolicies,
  '0005_messages': messages,
  '0006_templates': templates,
  '0007_message_providers': messageProviders,
  '0008_inline_hooks': inlineHooks,
  '0010_idempotency': idempotency,
  '0011_transactions': transactions,
  '0012_log_user_agent': logUserAgent,
  '0013_collations': collations,
  '0014_authenticator_settings': authenticatorSettings,
  '0015_users_without_password': usersWithoutPassword,
  '0016_known_requesters': knownRequesters,
  '0017_transaction_requesters': transactionRequesters,
  '0018_values_bound_to_rows': valuesBoundToRows,
  '0019_service_apps': serviceApps,
  '0020_access': access,
  '0021_sealed_addresses': sealedAddresses,
  '0022_trusted_origins': trustedOrigins,
  '0023_log_principal': logPrincipal,
  '0024_admin_sessions': adminSessions,
  '0025_log_positions': logPositions,
  '0026_linked_identities': linkedIdentities,
  '0027_log_segments': logSegments,
  '0028_event_hooks': eventHooks,
  '0029_privacy': privacy,
  '0030_help_desk': helpDesk,
  '0031_log_partitions': logPartitions,
};
