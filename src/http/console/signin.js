// Signs an administrator in: the password, one of their own factors, and a last screen that says who they are.

import { ask, at, attempt as attemptOnce, base64, bytes, welcome as greet, say, showOne } from './page.js';

/** The steps by the ids of their sections, with the headings of those that no factor gives its name. */
const steps = {
  'password-step': 'Sign in as an administrator',
  'key-step': undefined,
  'code-step': undefined,
  'wait-step': undefined,
  'signed-in': 'You are signed in',
};

/** The kinds that open the pages, by `factorType/provider`. */
const kinds = {
  'webauthn/FIDO': { name: 'Passkey or security key', step: 'key-step' },
  'token:hardware/YUBICO': { name: 'YubiKey', step: 'code-step', label: 'Touch your YubiKey' },
  'push/OKTA': { name: 'Question on your device', step: 'wait-step' },
  'token:software:totp/OKTA': { name: 'Authenticator app', step: 'code-step', label: 'Code of the app' },
  'token:software:totp/GOOGLE': { name: 'Authenticator app', step: 'code-step', label: 'Code of the app' },
  'token:hotp/CUSTOM': { name: 'Hardware token', step: 'code-step', label: 'Code of the token' },
};

/** Said when somebody comes back from their provider without a session, by the word after the # of the address. */
const returns = {
  over: 'This sign-in was not begun in this browser, or took too long. Begin again.',
  refused: 'Your provider knows you, but your account there opens nothing here. Ask an administrator.',
  declined: 'Your provider did not sign you in.',
  failed: 'Your provider could not be asked, or its answer could not be believed. Try again later.',
  busy: 'Too many attempts. Wait a while, and try again.',
};

/** The name under which the console keeps the address that its reader was at. */
const RETURN_KEY = 'cofactor-console-return';

let signIn = { state: '', factors: [], factor: undefined };

function show(step) {
  at('others').hidden = step === 'password-step' || step === 'signed-in' || at('others').children.length === 0;
  showOne(Object.keys(steps), step, steps[step] ?? signIn.factor.name);
}

/** Does one thing; a sign-in that is over begins anew. */
const attempt = (work) =>
  attemptOnce(work, (error) => {
    if (error.reason === 'SIGN_IN_OVER') show('password-step');
  });

function choose(factor) {
  say();
  signIn.factor = factor;
  at('others').replaceChildren(
    ...signIn.factors
      .filter((other) => other !== factor)
      .map((other) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = other.name;
        button.addEventListener('click', () => choose(other));
        return button;
      }),
  );
  if (factor.step === 'code-step') {
    at('code').value = '';
    at('code').inputMode = factor.factorType === 'token:hardware' ? 'text' : 'numeric';
    at('code-label').textContent = factor.label;
  }
  if (factor.step === 'wait-step') showQuestion();
  show(factor.step);
}

/** The number to pick, while a question waits on the person's devices. */
function showQuestion(number) {
  at('asked').hidden = number === undefined;
  at('number').textContent = number ?? '';
  at('use-device').hidden = number !== undefined;
}

/** Puts a question to the person's devices, and waits until it is answered there or another factor is chosen. */
async function askDevice() {
  const { factor } = signIn;
  let asked = await prove();
  showQuestion(asked.number);
  for (const button of at('others').querySelectorAll('button')) button.disabled = false;
  try {
    while (asked.status === 'WAITING' && signIn.factor === factor) {
      asked = await ask('POST', 'signin/factor', { state: asked.state, factorId: factor.id, wait: 10 });
    }
  } catch (error) {
    if (signIn.factor !== factor) return;
    showQuestion();
    throw error;
  }
  if (asked.status === 'SUCCESS') welcome(asked);
}

/** The factors with their names; several of a kind are numbered. */
function named(factors) {
  const known = factors.flatMap((one) => {
    const kind = kinds[`${one.factorType}/${one.provider}`];
    return kind ? [{ ...one, ...kind }] : [];
  });
  return known.map((one) => {
    const alike = known.filter(({ name }) => name === one.name);
    return alike.length === 1 ? one : { ...one, name: `${one.name} ${alike.indexOf(one) + 1}` };
  });
}

async function sign({ credentialId, challenge }) {
  const { response } = await navigator.credentials.get({
    publicKey: {
      ...challenge,
      challenge: bytes(challenge.challenge),
      allowCredentials: [{ type: 'public-key', id: bytes(credentialId) }],
    },
  });
  return {
    clientData: base64(response.clientDataJSON),
    authenticatorData: base64(response.authenticatorData),
    signatureData: base64(response.signature),
  };
}

const prove = (answer) =>
  ask('POST', 'signin/factor', { state: signIn.state, factorId: signIn.factor.id, ...(answer && { answer }) });

/** Goes to the provider; `again`: who is signed in shows there once more that it is them. */
const goToProvider = (again) =>
  attempt(async () => {
    const { location: to } = await ask('POST', 'signin/openid', again ? { again } : {});
    location.assign(to);
  });

function goOn({ state, factors }) {
  signIn = { state, factors: named(factors), factor: undefined };
  const [best] = signIn.factors;
  if (!best) throw new Error('Browsers cannot ask for any of your factors: have an administrator add a passkey.');
  choose(best);
}

function welcome(signedIn) {
  const { needsFactor, provider } = signedIn;
  signIn = { state: '', factors: [], factor: undefined };
  at('prove-again').hidden = !(needsFactor && provider);
  at('prove-again').textContent = `Confirm with ${provider} that it is you`;
  greet(signedIn);
  show('signed-in');
  goBack();
}

/** Goes on to the page of the console that sent its reader here; nothing else can have written where that was. */
function goBack() {
  const place = sessionStorage.getItem(RETURN_KEY);
  sessionStorage.removeItem(RETURN_KEY);
  if (place && `${place}/`.startsWith(new URL('.', location.href).pathname)) location.replace(place);
}

at('password-form').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    const step = { login: at('login').value.trim(), password: at('password').value };
    at('password').value = '';
    goOn(await ask('POST', 'signin/password', step));
  });
});
at('use-device').addEventListener('click', () => attempt(askDevice));
at('use-key').addEventListener('click', () =>
  attempt(async () => welcome(await prove(await sign((await prove()).challenge)))),
);
at('code-form').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(async () => {
    const passCode = at('code').value.replaceAll(' ', '');
    at('code').value = '';
    welcome(await prove({ passCode }));
  });
});
at('sign-out').addEventListener('click', () =>
  attempt(async () => {
    await ask('DELETE', 'session');
    show('password-step');
  }),
);

const { provider } = document.body.dataset;
at('at-provider').hidden = provider === undefined;
at('use-provider').textContent = `Sign in with ${provider}`;
at('use-provider').addEventListener('click', () => goToProvider(false));
at('prove-again').addEventListener('click', () => goToProvider(true));

if (window.isSecureContext) {
  show('password-step');
  const word = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  if (Object.hasOwn(returns, word)) say(returns[word]);
  if (word === 'factor') attempt(async () => goOn(await ask('POST', 'signin/openid/factors', {})));
  // Without a cookie nobody needs to be asked.
  else if ('session' in document.body.dataset) ask('GET', 'session').then(welcome, () => {});
} else {
  say('Open this page by https: over http no browser keeps the session.');
}
