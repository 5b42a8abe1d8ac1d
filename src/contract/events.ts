/** The system log's vocabulary: every event type, once (facts 199-209). */
export const eventCatalogue = {
  'user.lifecycle.create': { label: 'Create user' },
  'user.lifecycle.activate': { label: 'Activate user' },
  'user.lifecycle.deactivate': { label: 'Deactivate user' },
  'user.lifecycle.suspend': { label: 'Suspend user' },
  'user.lifecycle.unsuspend': { label: 'Unsuspend user' },
  'user.lifecycle.delete.completed': { label: 'Delete user' },
  'user.account.update_profile': { label: 'Update user profile' },
  'user.account.update_password': { label: 'Update user password' },
  'user.account.expire_password': { label: 'Expire user password' },
  'user.account.reset_password': { label: 'Reset user password' },
  'user.account.lock': { label: 'Lock user account' },
  'user.account.unlock_by_admin': { label: 'Unlock user account' },
  'user.mfa.factor.enroll': { label: 'Enroll factor for user' },
  'user.mfa.factor.activate': { label: 'Activate factor for user' },
  'user.mfa.factor.update': { label: 'Update factor for user' },
  'user.mfa.factor.challenge': { label: 'Challenge factor of user' },
  'user.mfa.factor.deactivate': { label: 'Remove factor from user' },
  'user.mfa.factor.reset_all': { label: 'Reset all factors of user' },
  'user.authentication.auth_via_mfa': { label: 'Authentication of user via MFA' },
  'system.sms.send_phone_verification_message': { label: 'Send SMS to verify a phone' },
  'system.sms.send_factor_verify_message': { label: 'Send SMS challenge' },
  'system.operation.rate_limit.violation': { label: 'Operation rate limit violated' },
  'system.api_token.create': { label: 'Create API token' },
  'system.api_token.revoke': { label: 'Revoke API token' },
} as const satisfies Record<string, { readonly label: string }>;

export type EventType = keyof typeof eventCatalogue;
