import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from 'typebox';
import { secretNames, settingsComplaints, shownSettings, withKeptSecrets } from './providerSettings.ts';

const secret = Type.String({ format: 'password' });
const schema = Type.Object(
  {
    baseUrl: Type.Optional(Type.String()),
    host: Type.Optional(Type.String()),
    sender: Type.Optional(Type.String()),
    token: secret,
    second: Type.Optional(secret),
    login: Type.Optional(
      Type.Union([Type.Object({ user: Type.String(), password: secret }), Type.Object({ key: secret })]),
    ),
    headers: Type.Optional(Type.Array(Type.Object({ name: Type.String(), value: secret }))),
    extra: Type.Optional(Type.Record(Type.String(), secret)),
  },
  { additionalProperties: false },
);

const full = {
  sender: 'Acme',
  token: 't',
  login: { user: 'ada', password: 'p' },
  headers: [
    { name: 'A', value: 'a' },
    { name: 'B', value: 'b' },
  ],
  extra: { x: 'y' },
};

describe('settings with secrets', () => {
  test('are shown without them, at any depth', () => {
    assert.deepEqual(shownSettings(schema, full), {
      sender: 'Acme',
      login: { user: 'ada' },
      headers: [{ name: 'A' }, { name: 'B' }],
      extra: {},
    });
    assert.deepEqual(secretNames(schema, full), [
      'extra.x',
      'headers.0.value',
      'headers.1.value',
      'login.password',
      'token',
    ]);
  });

  test('sent back as shown they are as they were; items of a list are known by what is shown of them', () => {
    const { settings, refused } = withKeptSecrets(schema, shownSettings(schema, full), full);
    assert.deepEqual([settings, refused], [full, []]);
    const turned = { ...shownSettings(schema, full), headers: [{ name: 'B' }, { name: 'C', value: 'c' }] };
    assert.deepEqual(withKeptSecrets(schema, turned, full).settings.headers, [
      { name: 'B', value: 'b' },
      { name: 'C', value: 'c' },
    ]);
  });

  test('a secret that is named replaces the old one, and what is not secret is dropped when left out', () => {
    const { settings } = withKeptSecrets(schema, { token: 'new' }, { ...full, second: '2' });
    assert.deepEqual(settings, { token: 'new', second: '2' });
    assert.deepEqual(withKeptSecrets(schema, { second: null }, { token: 't', second: '2' }).settings, { token: 't' });
  });

  for (const [what, moved] of [
    ['the base URL', { baseUrl: 'https://evil.test' }],
    ['the host', { host: 'evil.test' }],
  ] as const) {
    test(`kept secrets are refused when ${what} becomes another`, () => {
      const { refused } = withKeptSecrets(schema, { ...moved, token: 't', headers: [{ name: 'A' }] }, full);
      assert.deepEqual(refused, ['headers.0.value']);
      assert.deepEqual(withKeptSecrets(schema, { ...moved, token: 't' }, { token: 'old' }).refused, []);
    });
  }

  test('what is wrong is named by its field, and never quoted', () => {
    const wrong = { token: 5, baseUrl: 7, colour: 'hush' };
    const complaints = settingsComplaints(schema, wrong as never);
    assert.deepEqual([...complaints].sort(), [
      'settings.baseUrl: must be string',
      'settings.colour: Unknown',
      'settings.token: must be string',
    ]);
    assert.deepEqual(settingsComplaints(schema, {}), ['settings.token: The field is required']);
    assert.deepEqual(settingsComplaints(schema, full), []);
  });
});
