import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { activePush } from '../support/devices/pushCalls.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { fakeYubikey } from '../support/hardwareTokens/yubikey.ts';
import { POOL } from '../support/hardwareTokens/yubikeyCalls.ts';
import { person } from '../support/users/people.ts';
import { type CallOptions, type World, world } from '../support/world.ts';

const by = (agent: string): CallOptions => ({ headers: { 'user-agent': agent } });
const PYTHON_3 = by('OpenAPI-Generator/1.0.0/python');
const GO_5 = by('okta-sdk-golang/5.0.2 golang/go1.26.8 linux/amd64');
const GO_6 = by('okta-sdk-golang/6.0.0 golang/go1.26.8 linux/amd64');
const JAVA_20 = by('okta-sdk-java/20.0.0 java/17.0.15 Linux/6.1.0');
const DOTNET_10 = by('okta-sdk-dotnet/10.0.3.0 runtime/.NET 10.0.0 os/Linux');
/** Those that read everything. */
const OTHERS = [
  by('okta-sdk-python/2.9.13 python/3.11.7'),
  by('okta-sdk-golang/2.20.0 golang/go1.26.8 linux/amd64'),
  by('okta-sdk-nodejs/8.1.0 node/26.10.0'),
  by('okta-sdk-java/24.0.0 java/17.0.15 Linux/6.1.0'),
  by('okta-sdk-dotnet/9.2.3.0 runtime/.NET 10.0.0 os/Linux'),
  by('curl/8.0'),
  {},
];

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

test('the reply about a push that still waits has a type for SDKs whose models are chosen by it', async () => {
  const { factors, enroll } = factorCalls(w, (await person(w)).id);
  const pending = (await enroll({ factorType: 'push', provider: 'OKTA' })).body;
  const path = `${factors}/${pending.id}/lifecycle/activate`;
  for (const agent of [by('okta-sdk-python/2.9.13 python/3.11.7'), GO_5, GO_6]) {
    const { body, headers } = await w.call('POST', path, undefined, agent);
    assert.deepEqual([body.factorResult, body.factorType], ['WAITING', 'push']);
    assert.equal(Array.isArray(body._links.send), agent !== GO_6);
    assert.equal(headers['cofactor-quirk'], agent === GO_6 ? 'activation-type, activation-send' : 'activation-type');
  }
  const { body, headers } = await w.call('POST', path, undefined, by('okta-sdk-golang/2.20.0 golang/go1.26.8'));
  assert.deepEqual([body.factorResult, body.factorType, headers['cofactor-quirk']], ['WAITING', undefined, undefined]);
});

test('a pending factor has one resend link for SDKs that cannot read a list of them', async () => {
  const { factors } = factorCalls(w, (await person(w)).id);
  const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
  const enrolled = await w.call('POST', factors, body, PYTHON_3);
  const link = {
    name: 'sms',
    href: `https://cofactor.test${factors}/${enrolled.body.id}/resend`,
    hints: { allow: ['POST'] },
  };
  assert.deepEqual(enrolled.body._links.resend, link);
  for (const agent of [PYTHON_3, GO_6, JAVA_20, DOTNET_10]) {
    const listed = await w.call('GET', factors, undefined, agent);
    const read = await w.call('GET', `${factors}/${enrolled.body.id}`, undefined, agent);
    for (const { headers, factor } of [
      { ...listed, factor: listed.body[0] },
      { ...read, factor: read.body },
    ]) {
      assert.deepEqual(factor._links.resend, link);
      assert.equal(headers['cofactor-quirk'], 'resend-link');
    }
  }
  for (const other of [...OTHERS, GO_5]) {
    const whole = await w.call('GET', factors, undefined, other);
    assert.deepEqual(whole.body[0]._links.resend, [link]);
    assert.equal(whole.headers['cofactor-quirk'], undefined);
  }
});

test('a reply in which nothing had to be changed does not say that something was', async () => {
  const { factors } = factorCalls(w, (await person(w)).id);
  const profile = { question: 'disliked_food', answer: 'mayonnaise' };
  const { body, headers } = await w.call(
    'POST',
    factors,
    { factorType: 'question', provider: 'OKTA', profile },
    PYTHON_3,
  );
  assert.equal(headers['cofactor-quirk'], undefined);
  assert.deepEqual((await w.call('GET', `${factors}/${body.id}`)).body, body);
});

test('the catalogue has no phones for SDKs that cannot read lists within it', async () => {
  const { factors, sms } = factorCalls(w, (await person(w)).id);
  await sms('+18024482037');
  const catalog = (options: CallOptions) => w.call('GET', `${factors}/catalog`, undefined, options);
  for (const agent of [PYTHON_3, GO_5, GO_6]) {
    const { body, headers } = await catalog(agent);
    assert.deepEqual(body[0]._embedded, {});
    assert.equal(headers['cofactor-quirk'], 'catalog-phones');
  }
  for (const other of OTHERS) {
    const { body, headers } = await catalog(other);
    assert.equal(body[0]._embedded.phones.length, 1);
    assert.equal(headers['cofactor-quirk'], undefined);
  }
});

test('the challenge of a call has no profile for SDKs that cannot read texts in it', async () => {
  const { factors } = factorCalls(w, (await person(w)).id);
  const profile = { phoneNumber: '+18024482038' };
  const { body } = await w.call('POST', `${factors}?activate=true`, { factorType: 'call', provider: 'OKTA', profile });
  const challenge = async (options: CallOptions) => {
    w.clock.advance({ seconds: 30 });
    const answer = await w.call('POST', `${factors}/${body.id}/verify`, undefined, options);
    assert.equal(answer.body.factorResult, 'CHALLENGE');
    return answer;
  };
  for (const agent of [PYTHON_3, GO_6]) {
    const asked = await challenge(agent);
    assert.deepEqual([asked.body.profile, asked.headers['cofactor-quirk']], [undefined, 'verify-profile']);
    assert.ok(asked.body._links.verify);
  }
  for (const other of [...OTHERS.slice(0, 2), GO_5]) {
    const asked = await challenge(other);
    assert.deepEqual([asked.body.profile, asked.headers['cofactor-quirk']], [profile, undefined]);
  }
});

test('the end of a push has no factor link and is never CANCELLED for SDKs that cannot read those', async () => {
  const { calls, id, ask } = await activePush(w);
  const path = `${calls.factors}/${id}/transactions/${await ask()}`;
  const poll = (options: CallOptions) => w.call('GET', path, undefined, options);
  const waiting = await poll(PYTHON_3);
  assert.deepEqual([waiting.body.factorResult, waiting.headers['cofactor-quirk']], ['WAITING', undefined]);
  await w.call('DELETE', path);
  const { body, headers } = await poll(PYTHON_3);
  assert.deepEqual([body.factorResult, Object.keys(body._links)], ['REJECTED', ['verify']]);
  assert.equal(headers['cofactor-quirk'], 'transaction-factor-link, transaction-cancelled');
  for (const agent of [GO_5, GO_6]) {
    const read = await poll(agent);
    assert.deepEqual([read.body.factorResult, Object.keys(read.body._links)], ['REJECTED', ['verify', 'factor']]);
    assert.equal(read.headers['cofactor-quirk'], 'transaction-cancelled');
  }
  for (const other of OTHERS) {
    const whole = await poll(other);
    assert.deepEqual([whole.body.factorResult, Object.keys(whole.body._links)], ['CANCELLED', ['verify', 'factor']]);
    assert.equal(whole.headers['cofactor-quirk'], undefined);
  }
});

test('a key of the YubiKey pool has no profile for SDKs that want an object in it', async () => {
  const uploaded = await w.call('POST', POOL, fakeYubikey().seed, GO_6);
  assert.deepEqual([uploaded.body.profile, uploaded.headers['cofactor-quirk']], [undefined, 'yubikey-profile']);
  for (const agent of [PYTHON_3, GO_6]) {
    const listed = await w.call('GET', POOL, undefined, agent);
    assert.deepEqual([listed.body[0].profile, listed.headers['cofactor-quirk']], [undefined, 'yubikey-profile']);
  }
  for (const other of [...OTHERS, GO_5]) {
    const { body } = await w.call('GET', `${POOL}/${uploaded.body.id}`, undefined, other);
    assert.match(body.profile.serial, /^[0-9]{12}$/);
  }
});

test('authenticators are listed without the one that SDKs have no model for, and its methods in their spelling', async () => {
  const keys = async (options: CallOptions) =>
    (await w.call('GET', '/api/v1/authenticators', undefined, options)).body.map(({ key }: { key: string }) => key);
  const all = await keys({});
  assert.ok(all.includes('custom_otp'));
  for (const agent of [PYTHON_3, GO_5, GO_6]) {
    assert.deepEqual(
      await keys(agent),
      all.filter((key: string) => key !== 'custom_otp'),
    );
  }
  for (const other of OTHERS) assert.deepEqual(await keys(other), all);

  const { body: authenticators } = await w.call('GET', '/api/v1/authenticators');
  const { id } = authenticators.find(({ key }: { key: string }) => key === 'okta_verify');
  const totp = `/api/v1/authenticators/${id}/methods/totp`;
  const read = await w.call('GET', totp, undefined, PYTHON_3);
  assert.deepEqual([read.body.settings.encoding, read.headers['cofactor-quirk']], ['base32', 'totp-encoding']);
  assert.equal((await w.call('PUT', totp, read.body, PYTHON_3)).status, 200);
  assert.equal((await w.call('GET', totp)).body.settings.encoding, 'Base32');
  const other = { ...read.body, settings: { ...read.body.settings, passCodeLength: 8 } };
  assert.equal((await w.call('PUT', totp, other, PYTHON_3)).status, 400);
});

test('a policy that an SDK cannot read whole is as it was when it is written back', async () => {
  const [{ id }] = (await w.call('GET', '/api/v1/policies?type=MFA_ENROLL')).body;
  const policy = `/api/v1/policies/${id}`;
  const { body: before } = await w.call('GET', policy);
  const { body: read, headers } = await w.call('GET', policy, undefined, PYTHON_3);
  assert.equal(headers['cofactor-quirk'], 'policy-key');
  const keyless = read.settings.authenticators.filter(({ key }: { key?: string }) => key === undefined);
  assert.deepEqual(keyless, [{ enroll: { self: 'OPTIONAL' } }]);
  assert.equal((await w.call('PUT', policy, read, PYTHON_3)).status, 200);
  assert.deepEqual((await w.call('GET', policy)).body.settings, before.settings);
  for (const other of [...OTHERS, GO_5, GO_6]) {
    assert.deepEqual((await w.call('GET', policy, undefined, other)).body.settings, before.settings);
  }
});

test('an API token may follow SSWS without a blank, as the SDK for Python sends it from version 3 on', async () => {
  const headers = { authorization: `SSWS${w.token}` };
  assert.equal((await w.call('GET', '/api/v1/users', undefined, { headers, token: null })).status, 200);
  for (const authorization of ['SSWS', 'SSWS ', 'SSWSwrong', `SSW${w.token}`, `xSSWS${w.token}`]) {
    const refused = await w.call('GET', '/api/v1/users', undefined, { headers: { authorization }, token: null });
    assert.equal(refused.status, 401, authorization.replace(w.token, '…'));
  }
});
