import type { EventType } from '../../contract/log/events.ts';
import type { Channel, Message } from '../../domain/messages/message.ts';

/**
 * The log's events for sending, or keeping back, a message; there is one event for e-mail codes, and one for links (facts 202 to 204,
 * 208).
 */
export const sendEvents: Readonly<Record<Channel, Readonly<Record<Message['purpose'], EventType>>>> = {
  sms: {
    activate: 'system.sms.send_phone_verification_message',
    verify: 'system.sms.send_factor_verify_message',
    invite: 'system.sms.send_okta_push_verify_message',
    password: 'system.sms.send_password_reset_message',
    notice: 'cofactor.help_desk.notice',
  },
  call: {
    activate: 'system.voice.send_phone_verification_call',
    verify: 'system.voice.send_mfa_challenge_call',
    // No link is ever read out.
    invite: 'system.voice.send_phone_verification_call',
    password: 'system.voice.send_password_reset_call',
    notice: 'cofactor.help_desk.notice',
  },
  email: {
    activate: 'system.email.send_factor_verify_message',
    verify: 'system.email.send_factor_verify_message',
    invite: 'system.email.send_factor_verify_message',
    password: 'system.email.password_reset.sent_message',
    notice: 'cofactor.help_desk.notice',
  },
};
