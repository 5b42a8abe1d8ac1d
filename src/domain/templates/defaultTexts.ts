import type { Channel, Message } from '../messages/message.ts';
import type { Texts } from './template.ts';

/** The texts in force where no template was chosen, in English. */
export function defaultTexts(channel: Channel, purpose: Message['purpose']): Texts {
  if (purpose === 'invite') return channel === 'sms' ? smsInvite : invite;
  if (purpose === 'password') return password;
  if (purpose === 'notice') return notice;
  if (channel === 'sms') return sms;
  if (channel === 'call') return call;
  return purpose === 'activate' ? { ...email, subject: 'Confirm your e-mail address' } : email;
}

/** Okta's own words (fact 171). */
const sms: Texts = { template: `Your verification code is \${code}.` };

const INVITES = `Open this link on the device that is to confirm your sign-ins to \${org.name}: \${code}`;
const INVITE_EXPIRY = `The link works once and expires in \${lifetime}.`;
const NOT_ASKED = 'If you did not ask for it, do not open it, and do not pass it on.';

/** The link alone takes most of a text message, and every part of one is paid for. */
const smsInvite: Texts = { template: `\${org.name}: open this link on your device to confirm sign-ins: \${code}` };

/** The message for a user who cannot scan the QR code: `code` is the activation link (fact 73). */
const invite: Texts = {
  subject: 'Set up your device',
  template: `${INVITES}\n\n${INVITE_EXPIRY}\n${NOT_ASKED}\n`,
  html: `<!doctype html>
<html lang="en">
<body style="font-family: sans-serif">
<p>Open this link on the device that is to confirm your sign-ins to \${org.name}:</p>
<p><a href="\${code}">\${code}</a></p>
<p>${INVITE_EXPIRY}</p>
<p>${NOT_ASKED}</p>
</body>
</html>
`,
};

/** The message with the link that leads to the page for choosing a password. */
const password: Texts = {
  subject: 'Choose your password',
  template: `Open this link to choose your password for \${org.name}: \${code}\n\n${INVITE_EXPIRY}\n${NOT_ASKED}\n`,
  html: `<!doctype html>
<html lang="en">
<body style="font-family: sans-serif">
<p>Open this link to choose your password for \${org.name}:</p>
<p><a href="\${code}">\${code}</a></p>
<p>${INVITE_EXPIRY}</p>
<p>${NOT_ASKED}</p>
</body>
</html>
`,
};

const TELL = 'If you did not ask for it, tell them at once: somebody else may have called in your name.';

/** The notice of what the help desk did. */
const notice: Texts = {
  subject: 'The help desk changed how you sign in',
  template: `The help desk of \${org.name} \${code}.\n\n${TELL}\n`,
  html: `<!doctype html>
<html lang="en">
<body style="font-family: sans-serif">
<p>The help desk of \${org.name} \${code}.</p>
<p>${TELL}</p>
</body>
</html>
`,
};

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
