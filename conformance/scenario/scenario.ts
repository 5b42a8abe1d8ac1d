import type { Session } from '../driver/session.ts';
import { eventHooks } from './eventHooks.ts';
import { inlineHooks } from './hooks.ts';
import { authenticators, policies, templates } from './org.ts';
import { push } from './push.ts';
import { catalog, refusedKinds, resetFactors } from './refusals.ts';
import { u2f, webauthn, yubikey } from './securityKeys.ts';
import { loosePhone, sentCodes, trustedPhone } from './sentCodes.ts';
import { authenticatorApp, buttonToken, question } from './tokens.ts';
import { credentials, provisioned, systemLog, users } from './users.ts';

/** A part of the scenario: it makes what it needs, and depends on no other. */
export interface Part {
  readonly name: string;
  readonly play: (s: Session) => Promise<void>;
}

/** Every operation and every kind, as an application would go through them. */
export const scenario: readonly Part[] = [
  { name: 'catalogue', play: catalog },
  { name: 'question', play: question },
  { name: 'sms', play: (s) => sentCodes(s, 'sms') },
  { name: 'call', play: (s) => sentCodes(s, 'call') },
  { name: 'email', play: (s) => sentCodes(s, 'email') },
  { name: 'a trusted phone', play: trustedPhone },
  { name: 'requests that leave things out', play: loosePhone },
  { name: 'TOTP', play: (s) => authenticatorApp(s, 'OKTA') },
  { name: 'TOTP of Google', play: (s) => authenticatorApp(s, 'GOOGLE') },
  { name: 'HOTP', play: buttonToken },
  { name: 'YubiKey', play: yubikey },
  { name: 'WebAuthn', play: webauthn },
  { name: 'U2F', play: u2f },
  { name: 'push', play: push },
  { name: 'refused kinds', play: refusedKinds },
  { name: 'reset', play: resetFactors },
  { name: 'users', play: users },
  { name: 'invited users', play: provisioned },
  { name: 'credentials', play: credentials },
  { name: 'templates', play: templates },
  { name: 'inline hooks', play: inlineHooks },
  { name: 'event hooks', play: eventHooks },
  { name: 'authenticators', play: authenticators },
  { name: 'policies', play: policies },
  { name: 'system log', play: systemLog },
];
