import { type EventType, eventCatalogue } from './events.ts';

/** Events that event hooks are never sent: Okta's are not eligible (fact 210), and those about hooks would feed on themselves. */
const NEVER: ReadonlySet<string> = new Set<EventType>([
  'system.sms.send_factor_verify_message',
  'system.voice.send_mfa_challenge_call',
  'system.email.send_factor_verify_message',
  'system.push.send_factor_verify_push',
  'user.mfa.okta_verify.deny_push',
  'user.account.expire_password',
  'event_hook.created',
  'event_hook.updated',
  'event_hook.activated',
  'event_hook.deactivated',
  'event_hook.deleted',
  'event_hook.verified',
  'event_hook.delivery',
  'cofactor.event_hook.replay',
]);

/** Events that are eligible at Okta and never happen here: hooks that name them may be brought along. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...['group.lifecycle.create', 'group.lifecycle.delete', 'group.user_membership.add', 'group.user_membership.remove'],
  ...['application.user_membership.add', 'application.user_membership.remove', 'user.session.access_admin_app'],
  ...['system.mfa.preregister.initiate', 'user.account.unlock', 'user.lifecycle.delete.initiated'],
  ...['user.mfa.factor.suspend', 'user.mfa.factor.unsuspend'],
]);

/** Whether a hook may be told of events of this type. */
export const isHookable = (event: string): boolean =>
  (Object.hasOwn(eventCatalogue, event) && !NEVER.has(event)) || ELSEWHERE.has(event);
