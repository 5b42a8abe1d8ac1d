import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseServers } from './servers.ts';

const namesOf = (url: string) => parseServers(url).all.map(({ name }) => name);
const first = (url: string) => parseServers(url).all[0]?.url;

test('one host is taken as it is', () => {
  const { all, writable } = parseServers('postgres://u:p%40ss@db.example.com/app?application_name=x');
  assert.deepEqual(all, [
    { name: 'db.example.com:5432', url: 'postgres://u:p%40ss@db.example.com/app?application_name=x' },
  ]);
  assert.equal(writable, false);
});

test('several hosts are one URL each, and a writable one is looked for unless any will do', () => {
  const url = 'postgres://u:p@a:1,[2001:db8::1]:2,c/app';
  assert.deepEqual(namesOf(url), ['a:1', '[2001:db8::1]:2', 'c:5432']);
  assert.deepEqual(
    parseServers(url).all.map((server) => server.url),
    ['postgres://u:p@a:1/app', 'postgres://u:p@[2001:db8::1]:2/app', 'postgres://u:p@c/app'],
  );
  assert.equal(parseServers(url).writable, true);
  assert.equal(parseServers(`${url}?target_session_attrs=any`).writable, false);
});

test('target_session_attrs is ours and not told to the driver; a standby is refused', () => {
  assert.equal(parseServers('postgres://a/app?target_session_attrs=read-write').writable, true);
  assert.equal(first('postgres://a/app?target_session_attrs=primary'), 'postgres://a/app');
  assert.throws(() => parseServers('postgres://a/app?target_session_attrs=standby'), /read-write, primary or any/);
});

test('TLS modes mean what they mean to libpq, and those that fall back to plain text are refused', () => {
  assert.equal(
    first('postgres://a/app?sslmode=verify-ca&sslrootcert=/ca.pem'),
    'postgres://a/app?sslmode=verify-ca&sslrootcert=%2Fca.pem&uselibpqcompat=true',
  );
  assert.match(first('postgres://a/app?sslrootcert=/ca.pem') ?? '', /sslmode=verify-full/);
  for (const mode of ['allow', 'prefer', 'no-verify']) {
    assert.throws(() => parseServers(`postgres://a/app?sslmode=${mode}`), /sslmode must be one of/);
  }
});

test('a URL that cannot be read is refused without being repeated: it has a password', () => {
  assert.throws(
    () => parseServers('postgres://u:secret/with-a-slash@b:1/app'),
    ({ message }: Error) => !message.includes('secret'),
  );
});

test('a Unix socket is named by the query', () => {
  assert.deepEqual(namesOf('postgres://u@/app?host=/run/postgresql'), ['/run/postgresql:5432']);
});
