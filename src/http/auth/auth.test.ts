import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenDigest } from '../../crypto/tokens.ts';
import type { ApiToken } from '../../domain/access/apiToken.ts';
import { createAuthenticate } from './auth.ts';

const created = Temporal.Instant.from('2026-01-01T00:00:00Z');
const tokens = new Map(
  ['one', 'two'].map((name): [string, ApiToken] => {
    const digest = tokenDigest(`00${name}`);
    return [digest, { id: name, name, digest, created }];
  }),
);
const check = {
  tokens: {
    async presented(digest: string) {
      const token = tokens.get(digest);
      return token && { token };
    },
  },
  now: () => created,
  monotonicMs: () => 0,
  used: () => {},
};
const here = () => '192.0.2.1';

test('requests on one connection, as a proxy sends them, are each let in by their own token', async () => {
  const authenticate = createAuthenticate(check);
  const connection = {};
  const asked = async (secret: string) => (await authenticate(`SSWS ${secret}`, connection, here)).id;
  for (const name of ['one', 'two', 'two', 'one', 'one']) assert.equal(await asked(`00${name}`), name);
});

test('who follows the owner of a token on its connection cannot use it', async () => {
  const authenticate = createAuthenticate(check);
  const connection = {};
  assert.equal((await authenticate('SSWS 00one', connection, here)).id, 'one');
  for (const guess of ['SSWS 00onf', 'SSWS 00on', 'SSWS 00one0', undefined]) {
    await assert.rejects(authenticate(guess, connection, here), { error: 'invalidToken' });
  }
});
