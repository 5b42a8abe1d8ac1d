// Sets an administrator up by a link of `cofactor admin`: a password, a factor of their own, and they are signed in.

import { ask, at, attempt, base64, bytes, isMoving, say, showOne, welcome } from './page.js';

/** The steps by the ids of their sections, with their headings. */
const steps = {
  over: 'This link does not work',
  'password-step': 'Set up your sign-in',
  'key-step': 'Your passkey',
  'app-step': 'Your authenticator app',
  'signed-in': 'You are signed in',
};
const show = (step) => showOne(Object.keys(steps), step, steps[step]);

// Out of the address at once, so that neither the history nor a shared screen keeps it.
const token = location.hash.slice(1);
if (!isMoving) history.replaceState(null, '', location.pathname);
// Another link that is opened in the same window is only another end of the same address.
addEventListener('hashchange', () => location.reload());

let state = '';
let account = '';

/** Does one thing; a link that is over ends everything. */
const step = (work) =>
  attempt(work, (error) => {
    if (error.reason === 'LINK_OVER') show('over');
  });

async function begin() {
  const { login, issuer, requirements } = await ask('POST', 'setup/link', { token });
  account = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`;
  at('login').textContent = login;
  at('username').value = login;
  at('hint').textContent = requirements;
  show('password-step');
}

async function enroll(kind) {
  const enrolled = await ask('POST', 'setup/factor', { state, kind });
  state = enrolled.state;
  return enrolled.activation;
}

async function finish(answer) {
  welcome(await ask('POST', 'setup/answer', { state, answer }));
  show('signed-in');
}

/** Has the browser make a key. */
async function create({ challenge, user, excludeCredentials, ...options }) {
  const { response } = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(challenge),
      user: { ...user, id: bytes(user.id) },
      excludeCredentials: excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) })),
    },
  });
  return { attestation: base64(response.attestationObject), clientData: base64(response.clientDataJSON) };
}

/** Shows what an app is told: the picture, a link for this device, and the text to type. */
function showSecret({ sharedSecret, _links }) {
  // By whatever name the browser knows this service.
  at('qr').src = new URL(_links.qrcode.href).pathname;
  const issuer = account.split(':', 1)[0];
  at('open-app').href = `otpauth://totp/${account}?secret=${sharedSecret}&issuer=${issuer}`;
  at('secret').textContent = sharedSecret.replace(/(.{4})(?=.)/g, '$1 ');
  at('code').value = '';
  show('app-step');
}

at('password-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const password = at('password').value;
  if (password !== at('again').value) {
    say('The two passwords are not the same.');
    return;
  }
  step(async () => {
    state = (await ask('POST', 'setup/password', { token, password })).state;
    at('password').value = '';
    at('again').value = '';
    show('key-step');
  });
});
at('add-key').addEventListener('click', () => step(async () => finish(await create(await enroll('webauthn')))));
at('use-key').addEventListener('click', () => {
  say();
  show('key-step');
});
at('use-app').addEventListener('click', () => step(async () => showSecret(await enroll('totp'))));
at('app-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const passCode = at('code').value.replaceAll(' ', '');
  at('code').value = '';
  step(() => finish({ passCode }));
});

if (isMoving) say('Opening this page by the name of this machine.');
else if (window.isSecureContext) step(begin);
else say('Open this page by https: over http no browser keeps the session.');
