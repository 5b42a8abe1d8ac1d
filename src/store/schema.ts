/**
 * Table shapes. Only column types both engines share: times are ISO-8601 UTC text, times that are compared in SQL are
 * epoch milliseconds, documents are JSON text or, where they hold secrets, sealed text.
 */
export interface Database {
  users: UserRow;
  user_attributes: UserAttributeRow;
  phones: PhoneRow;
  factors: FactorRow;
  factor_states: FactorStateRow;
  factor_claims: ClaimRow;
  former_factors: FormerFactorRow;
  limits: LimitRow;
  log: LogRow;
  api_tokens: ApiTokenRow;
  settings: SettingRow;
  enrollment_settings: EnrollmentSettingsRow;
  factor_profiles: FactorProfileRow;
  factor_profile_uses: FactorProfileUseRow;
  yubikey_tokens: YubikeyTokenRow;
  yubikey_counts: YubikeyCountRow;
  inline_hooks: InlineHookRow;
  active_inline_hooks: ActiveInlineHookRow;
  message_providers: MessageProviderRow;
  message_templates: MessageTemplateRow;
  idempotency_keys: IdempotencyKeyRow;
  transactions: TransactionRow;
}

export interface UserRow {
  id: string;
  login_key: string;
  status: string;
  suspended_from: string | null;
  profile: string;
  password_hash: string | null;
  recovery_question: string | null;
  recovery_answer_hash: string | null;
  created_at: string;
  activated_at: string | null;
  status_changed_at: string | null;
  last_login_at: string | null;
  updated_at: string;
  password_changed_at: string | null;
  version: number;
}

/** Searchable attributes of a user, folded to lower case, a row for each value; `name` is the profile's key. */
export interface UserAttributeRow {
  user_id: string;
  name: string;
  position: number;
  value_key: string;
  value_number: number | null;
}

export interface PhoneRow {
  user_id: string;
  channel: string;
  id: string;
  number: string;
  e164: string;
  extension: string | null;
  verified: number;
}

export interface FactorRow {
  user_id: string;
  id: string;
  factor_type: string;
  provider: string;
  status: string;
  created_at: string;
  updated_at: string;
}

/** Apart from the envelope because it is what every verification rewrites. */
export interface FactorStateRow {
  user_id: string;
  factor_id: string;
  version: number;
  state: string;
}

export interface ClaimRow {
  claim: string;
  user_id: string;
  factor_id: string;
}

export interface FormerFactorRow {
  user_id: string;
  id: string;
  fate: string;
  successor: string | null;
  at: string;
}

export interface LimitRow {
  key: string;
  used: number;
  until_ms: number;
  forget_ms: number;
}

export interface LogRow {
  user_id: string;
  id: string;
  at: string;
  event: string;
  outcome: string;
  reason: string | null;
  factor_id: string | null;
  actor: string | null;
  request_id: string | null;
  address: string | null;
  detail: string | null;
}

export interface ApiTokenRow {
  id: string;
  name: string;
  digest: string;
  owner_id: string | null;
  created_at: string;
  revoked_at: string | null;
}

/** Facts about this database itself, by name. */
export interface SettingRow {
  name: string;
  value: string;
}

/** One row: what is switched on and what the policy allows. */
export interface EnrollmentSettingsRow {
  id: number;
  version: number;
  document: string;
}

export interface FactorProfileRow {
  id: string;
  name: string;
  vendor_name: string;
  settings: string;
  created_at: string;
  updated_at: string;
}

/** A factor, by its claim, that was enrolled with a profile. */
export interface FactorProfileUseRow {
  claim: string;
  profile_id: string;
}

/** Whom it is assigned to is not a column: that is the factor that holds its claim. */
export interface YubikeyTokenRow {
  id: string;
  serial: string;
  public_id: string;
  /** Private id and AES key, sealed. */
  secrets: string;
  seed_digest: string;
  created_at: string;
  /** When it was assigned; stays once it is no longer. */
  activated_at: string | null;
  last_verified_at: string;
  updated_at: string;
}

export interface YubikeyCountRow {
  seed_digest: string;
  last_count: number;
}

export interface MessageProviderRow {
  id: string;
  type: string;
  name: string;
  enabled: number;
  channels: string;
  routes: string;
  priority: number;
  weight: number;
  /** Sealed. */
  settings: string;
  created_at: string;
  updated_at: string;
  version: number;
}

export interface MessageTemplateRow {
  channel: string;
  id: string;
  document: string;
  created_at: string;
  updated_at: string;
  version: number;
}

export interface InlineHookRow {
  id: string;
  type: string;
  name: string;
  /** URL, headers and secret, sealed. */
  target: string;
  created_at: string;
  updated_at: string;
  version: number;
}

/** At most one hook of a type. */
export interface ActiveInlineHookRow {
  type: string;
  hook_id: string;
}

export interface IdempotencyKeyRow {
  token_id: string;
  key_digest: string;
  attempt: string;
  /** Sealed. */
  request: string;
  /** Sealed; null until it is answered. */
  reply: string | null;
  changed: number;
  held_until_ms: number;
  expires_ms: number;
}

export interface TransactionRow {
  user_id: string;
  id: string;
  factor_id: string;
  status: string;
  created_at: string;
  expires_ms: number;
  /** Sealed. */
  state: string;
}
