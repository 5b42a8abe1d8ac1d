// Shared by the pages of administrators: sections of which one is shown, calls to the service, and what to say about failures.

// No browser has keys for addresses: a page that was opened as http://127.0.0.1:8080 is for localhost.
export const isMoving = /^(127\.|\[::1\])/.test(location.hostname);
if (isMoving) location.hostname = 'localhost';

export const at = (id) => document.getElementById(id);

export function say(text = '') {
  at('wrong').textContent = text;
  at('wrong').hidden = text === '';
}

/** Shows one of the sections under a heading, and puts the focus where the person goes on. */
export function showOne(ids, shown, title) {
  for (const id of ids) at(id).hidden = id !== shown;
  at('title').textContent = title;
  (at(shown).querySelector('input:not([hidden])') ?? at('title')).focus();
}

/** An answer of this service, or an error with the words for the person and the machine's reason. */
export async function ask(method, path, body) {
  const reply = await fetch(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  const told = text === '' ? {} : JSON.parse(text);
  if (reply.ok) return told;
  const reason = reply.headers.get('cofactor-reason');
  throw Object.assign(new Error(wordsFor(reply.status, told)), { reason });
}

/** One text, whatever is wrong: whoever guesses learns nothing, and who has no factor yet hears whom to ask. */
const NOTHING_OPENS =
  'This login and password open nothing here. Who has no factor yet, or lost it, gets a link from whoever runs this service.';

function wordsFor(status, { errorSummary, errorCauses = [] }) {
  if (status === 429) return 'Too many attempts. Wait a while, and try again.';
  const cause = errorCauses[0]?.errorSummary;
  if (status === 401 && !cause) return NOTHING_OPENS;
  return cause?.replace(/^\w+: /, '') ?? errorSummary ?? 'This did not work. Try again.';
}

/** Does one thing at a time, and says what was wrong with it; `failed` is told first. */
export async function attempt(work, failed = () => {}) {
  say();
  const buttons = [...document.querySelectorAll('button')];
  for (const button of buttons) button.disabled = true;
  try {
    await work();
  } catch (error) {
    failed(error);
    const refused = error.name === 'NotAllowedError' || error.name === 'SecurityError';
    say(refused ? 'The key was not used. Try again, or use another factor.' : error.message);
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

export const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
export const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

/** Shows who has signed in. */
export function welcome({ login, roles }) {
  at('who').textContent = login;
  at('roles').textContent = roles.join(', ');
}
