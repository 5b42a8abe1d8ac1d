import type { Message } from '../../domain/message.ts';

/** Never holds the code: subjects are shown on locked screens. */
export function emailSubject({ purpose }: Message): string {
  return purpose === 'activate' ? 'Confirm your e-mail address' : 'Your verification code';
}

/** An e-mail for those who read plain text. */
export function emailText(message: Message): string {
  const { values } = message;
  return `Your verification code is ${values.code}.\n\n${expiry(message)}\n${NOT_YOU}\n`;
}

/** The same, as HTML that needs neither images nor scripts. */
export function emailHtml(message: Message): string {
  return `<!doctype html>
<html lang="en">
<body style="font-family: sans-serif">
<p>Your verification code is</p>
<p style="font-size: 2em; font-weight: bold; letter-spacing: .1em">${escapeHtml(message.values.code)}</p>
<p>${escapeHtml(expiry(message))}</p>
<p>${escapeHtml(NOT_YOU)}</p>
</body>
</html>
`;
}

const NOT_YOU = 'If you did not ask for it, somebody else may be trying to sign in as you: do not pass it on.';

/** In the largest units that fit: an hour and a half is not 5400 seconds. */
function expiry({ values: { lifetime } }: Message): string {
  const length = lifetime.round({ largestUnit: 'hours', smallestUnit: 'seconds' });
  return `It can be used once and expires in ${length.toLocaleString('en', { style: 'long' })}.`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
