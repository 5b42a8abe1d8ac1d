import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { consoleUser, cookieOf } from '../support/signin/signInCalls.ts';
import { activeUser, PASSWORD } from '../support/users/userCalls.ts';
import { BASE, type World, world } from '../support/world.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());
const plain = ({ status, body }: { status: number; body: { errorCode: string; errorCauses: unknown } }) => [
  status,
  body.errorCode,
  body.errorCauses,
];

test('attack: logins are enumerated; an unknown one, a wrong password, no role and no factor are one answer', async () => {
  const ada = await consoleUser(w);
  const roleless = await consoleUser(w, []);
  const factorless = await activeUser(w);
  const ask = (login: string, password: string) => ada.post('/admin/signin/password', { login, password });
  const expected = [401, 'E0000004', []];
  assert.deepEqual(plain(await ask('nobody@example.com', PASSWORD)), expected);
  assert.deepEqual(plain(await ask(ada.login, 'Wrong4Horses')), expected);
  assert.deepEqual(plain(await ask(roleless.login, PASSWORD)), expected);
  assert.deepEqual(plain(await ask(factorless.profile.login, PASSWORD)), expected);
});

test('attack: guesses at a login that nobody has run out as those at a known one do', async () => {
  const ada = await consoleUser(w);
  const until429 = async (login: string) => {
    for (let n = 1; n <= 50; n++) {
      const { status } = await ada.post('/admin/signin/password', { login, password: 'Wrong4Horses' });
      if (status === 429) return n;
    }
    return undefined;
  };
  const known = await until429(ada.login);
  assert.ok(known !== undefined);
  assert.equal(await until429('nobody.else@example.com'), known);
});

test('attack: guesses at one login in many spellings run out as those in one do, whoever has it', async () => {
  const ada = await consoleUser(w);
  const until429 = async (login: string) => {
    const first = String.fromCodePoint(login.charCodeAt(0) + 0xfee0);
    const spellings = [login, login.toUpperCase(), first + login.slice(1)];
    for (let n = 1; n <= 50; n++) {
      const spelled = spellings[n % spellings.length] as string;
      const { status } = await ada.post('/admin/signin/password', { login: spelled, password: 'Wrong4Horses' });
      if (status === 429) return n;
    }
    return undefined;
  };
  const known = await until429(ada.login);
  assert.ok(known !== undefined);
  assert.equal(await until429('somebody.else@example.com'), known);
});

test('attack: whoever reads the database finds no password that was typed as a login', async () => {
  const ada = await consoleUser(w);
  await ada.post('/admin/signin/password', { login: 'Correct7Battery', password: 'Wrong4Horses' });
  assert.deepEqual(
    (await everyRow(w)).filter((row) => /correct7battery/i.test(row)),
    [],
  );
});

for (const engine of ENGINES) {
  test(`attack: a login that no database can hold is one that nobody has: ${engine}`, async (t) => {
    const there = await world(engine);
    t.after(() => there.close());
    const ada = await consoleUser(there);
    for (const login of ['\0', `${ada.login}\0`, '\ud800', `${ada.login}\ufffd`]) {
      const reply = await ada.post('/admin/signin/password', { login, password: PASSWORD });
      assert.deepEqual(plain(reply), [401, 'E0000004', []], JSON.stringify(login));
    }
  });
}

test('attack: a page of another origin uses the cookie (CSRF)', async () => {
  const ada = await consoleUser(w);
  const cookie = await ada.signIn();
  const asked = (method: string, headers: Readonly<Record<string, string>>, body?: object) =>
    w.call(method, '/api/v1/users', body, { token: null, headers: { cookie, ...headers } });
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${BASE}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: BASE },
  ] as Record<string, string>[]) {
    assert.equal((await asked('GET', headers)).status, 403, JSON.stringify(headers));
    assert.equal((await asked('POST', headers, { profile: {} })).status, 403, JSON.stringify(headers));
  }
  assert.equal((await asked('POST', {}, { profile: {} })).status, 403, 'without an origin');
  assert.equal((await asked('GET', {})).status, 200);
});

test('attack: a page of another origin signs somebody in as somebody else', async () => {
  const ada = await consoleUser(w);
  const body = { login: ada.login, password: PASSWORD };
  for (const origin of ['https://evil.example', 'null']) {
    assert.equal((await ada.post('/admin/signin/password', body, { origin })).status, 403);
  }
  assert.equal((await w.call('POST', '/admin/signin/password', body, { token: null })).status, 403, 'no origin');
});

test('attack: session fixation; a cookie that was there before is never the one that is signed in', async () => {
  const ada = await consoleUser(w);
  const planted = `__Host-cofactor-admin=${'A'.repeat(43)}`;
  const { state } = (
    await ada.post('/admin/signin/password', { login: ada.login, password: PASSWORD }, { cookie: planted })
  ).body;
  const done = await ada.post(
    '/admin/signin/factor',
    { state, factorId: ada.factorId, answer: { passCode: ada.app.code() } },
    { cookie: planted },
  );
  assert.notEqual(cookieOf(done), planted);
  const me = (cookie: string) => w.call('GET', '/api/v1/users/me', undefined, { token: null, headers: { cookie } });
  assert.equal((await me(planted)).status, 403);
  assert.notEqual((await me(`${planted}; ${cookieOf(done)}`)).status, 200, 'two cookies are none');
});

test('attack: a factor of somebody else, or of a kind that opens nothing, finishes no sign-in', async () => {
  const ada = await consoleUser(w);
  const eve = await consoleUser(w);
  const { state } = (await ada.password()).body;
  const step = (factorId: string, passCode: string) =>
    ada.post('/admin/signin/factor', { state, factorId, answer: { passCode } });
  assert.equal((await step(eve.factorId, eve.app.code())).status, 401);
  const factors = `/api/v1/users/${ada.id}/factors`;
  const question = {
    factorType: 'question',
    provider: 'OKTA',
    profile: { question: 'disliked_food', answer: 'mayonnaise' },
  };
  const { id } = (await w.call('POST', factors, question)).body;
  assert.equal(
    (await ada.post('/admin/signin/factor', { state, factorId: id, answer: { answer: 'mayonnaise' } })).status,
    401,
  );
  assert.equal((await step(ada.factorId, ada.app.code())).status, 200);
});

test('attack: whoever reads the database finds nothing that is a cookie', async () => {
  const ada = await consoleUser(w);
  const secret = (await ada.signIn()).split('=')[1] ?? '';
  assert.deepEqual(
    (await everyRow(w)).filter((row) => row.includes(secret)),
    [],
  );
});
