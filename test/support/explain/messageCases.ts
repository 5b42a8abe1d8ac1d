import { after, type ExplainCase, history, sent, took, unsent } from './history.ts';

/** Histories of users whose message did not arrive, or whose code nobody typed. */
export const messageCases: readonly ExplainCase[] = [
  [
    'nothing was ever asked for',
    'NOTHING_SENT',
    history([]),
    /No message was ever asked for/,
    /the application ask for a code/,
  ],
  ['nothing, and no factor', 'NOTHING_SENT', history([], { factors: [] }), /No message/, /POST .*\/u\/factors\./],
  [
    'written a moment ago',
    'SENDING',
    history([{ ...unsent, status: 'QUEUED' }], { now: after(5) }),
    /being handed/,
    /Look again/,
  ],
  [
    'a crash between write and send',
    'NOT_SENT',
    history([{ ...unsent, status: 'QUEUED', factorId: 'mbl1' }]),
    /never sent: the service stopped/,
    /POST .*\/mbl1\/resend/,
  ],
  [
    'kept back before enrollment',
    'BLOCKED',
    history([{ ...unsent, status: 'BLOCKED', factorId: '', reason: 'COUNTRY_NOT_ALLOWED' }]),
    /kept back.*country.*not enrolled/,
    /--countries/,
  ],
  [
    'kept back at a resend',
    'BLOCKED',
    history([{ ...unsent, status: 'BLOCKED', reason: 'NUMBER_LIMIT' }]),
    /none of their codes came back\.$/,
    /number is right/,
  ],
  [
    'no provider',
    'NO_PROVIDER',
    history([{ ...unsent, status: 'FAILED', reason: 'NO_SMS_PROVIDER' }]),
    /no provider for text messages is configured/,
    /administrator configure/,
  ],
  [
    'providers refused',
    'PROVIDER_REFUSED',
    history([
      {
        ...unsent,
        status: 'FAILED',
        reason: 'PROVIDERS_FAILED',
        attempts: [
          { ...took, result: 'TIMEOUT' },
          { ...took, name: 'Vonage', result: 'REFUSED', reason: '29 Non-Whitelisted Destination' },
        ],
      },
    ]),
    /Twilio did not answer in time, Vonage refused it \(29 Non-Whitelisted Destination\)/,
    /POST .*\/sms1\/verify with an empty body/,
  ],
  [
    'the recipient opted out',
    'PROVIDER_REFUSED',
    history([{ ...unsent, status: 'FAILED', reason: 'OPTED_OUT', attempts: [{ ...took, result: 'REFUSED' }] }]),
    /opted out/,
    /updatePhone=true/,
  ],
  [
    'the carrier failed',
    'CARRIER_FAILED',
    history([{ ...sent, status: 'UNDELIVERED', reason: '30003 Unreachable', reported: after(20) }]),
    /left by Twilio, but the carrier could not deliver it: 30003 Unreachable/,
    /in reach/,
  ],
  ['it is on its way', 'WAITING', history([sent]), /left by Twilio, and no carrier/, /Ask the user for the code/],
  [
    'nobody typed it',
    'EXPIRED',
    history([{ ...sent, status: 'DELIVERED', reported: after(9) }], { now: after(301) }),
    /was delivered at 2026-01-01 12:00:09 UTC\. Nobody typed its code/,
    /send another one/,
  ],
];
