import type { Channel, Message } from './message.ts';
import type { Texts } from './template.ts';

/** What is said where no template was chosen, in English. */
export function defaultTexts(channel: Channel, purpose: Message['purpose']): Texts {
  if (channel === 'sms') return sms;
  if (channel === 'call') return call;
  return purpose === 'activate' ? { ...email, subject: 'Confirm your e-mail address' } : email;
}

/** Okta's own words (fact 171). */
const sms: Texts = { template: `Your verification code is \${code}.` };

/** Twice, for those without a pen. */
const call: Texts = { template: `Your verification code is \${code}. Again: \${code}.` };

const EXPIRY = `It can be used once and expires in \${lifetime}.`;
const NOT_YOU = 'If you did not ask for it, somebody else may be trying to sign in as you: do not pass it on.';

/** The HTML needs neither images nor scripts. */
const email: Texts = {
  subject: 'Your verification code',
  template: `Your verification code is \${code}.\n\n${EXPIRY}\n${NOT_YOU}\n`,
  html: `<!doctype html>
<html lang="en">
<body style="font-family: sans-serif">
<p>Your verification code is</p>
<p style="font-size: 2em; font-weight: bold; letter-spacing: .1em">\${code}</p>
<p>${EXPIRY}</p>
<p>${NOT_YOU}</p>
</body>
</html>
`,
};
