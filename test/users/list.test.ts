import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeUser, profile, refusal, USERS } from '../support/users/userCalls.ts';
import { type Answer, BASE, type World, world } from '../support/world.ts';

const links = ({ headers }: Answer): readonly string[] => [headers.link ?? []].flat().map(String);
const logins = ({ body }: Answer): readonly string[] =>
  body.map((user: { profile: { login: string } }) => user.profile.login);

/** Follows `rel="next"` to the end, as a client does. */
async function pages(w: World, path: string): Promise<readonly (readonly string[])[]> {
  const answer = await w.call('GET', path);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const next = links(answer).find((link) => link.endsWith('rel="next"'));
  const target = next && /^<(.*)>/.exec(next)?.[1]?.slice(BASE.length);
  return [logins(answer), ...(target ? await pages(w, target) : [])];
}

for (const engine of ENGINES) {
  describe(`list users: ${engine}`, () => {
    let w: World;
    const names = ['ann', 'bob', 'cyd', 'dee', 'eve'];
    before(async () => {
      w = await world(engine);
      for (const name of names) {
        const login = `${name}@example.com`;
        await w.call('POST', USERS, { profile: profile({ login, email: login, firstName: name }) });
        w.clock.advance({ milliseconds: name === 'bob' ? 0 : 40 });
      }
      const gone = await activeUser(w, { login: 'gone@example.com', firstName: 'gone' });
      await w.call('POST', `${USERS}/${gone.id}/lifecycle/deactivate`);
    });
    after(() => w.close());
    const all = names.map((name) => `${name}@example.com`);

    test('all who are not deactivated, oldest first, each with a link to itself only', async () => {
      const answer = await w.call('GET', USERS);
      assert.deepEqual([...logins(answer)].sort(), all);
      for (const user of answer.body) {
        assert.deepEqual(user._links, { self: { href: `${BASE}/api/v1/users/${user.id}` } });
      }
      assert.deepEqual(links(answer), [`<${BASE}/api/v1/users?limit=200>; rel="self"`]);
      const { body } = await w.call('GET', `${USERS}/ann@example.com`);
      assert.deepEqual({ ...answer.body[0], _links: {} }, { ...body, _links: {} });
    });

    test('page by page nobody is missed or seen twice, those of one millisecond either', async () => {
      for (const limit of [1, 2, 3, 4, 5, 6]) {
        const found = await pages(w, `${USERS}?limit=${limit}`);
        assert.deepEqual(found.flat().toSorted(), all);
        assert.equal(found.length, Math.ceil(all.length / limit));
      }
    });

    test('a page has a link to itself and to the next, which keeps the filter; a limit beyond 200 is 200', async () => {
      const filter = 'status eq "PROVISIONED"';
      const first = await w.call('GET', `/api/v1//users/?limit=2&filter=${encodeURIComponent(filter)}`);
      const [self, next = ''] = links(first);
      assert.equal(self, `<${BASE}/api/v1/users?limit=2&filter=status+eq+%22PROVISIONED%22>; rel="self"`);
      assert.match(
        next,
        /^<https:\/\/cofactor\.test\/api\/v1\/users\?after=[\w-]+&limit=2&filter=status\+eq\+%22PROVISIONED%22>; rel="next"$/,
      );
      const many = await w.call('GET', `${USERS}?limit=1000`);
      assert.deepEqual(links(many), [`<${BASE}/api/v1/users?limit=200>; rel="self"`]);
    });

    test('an empty list has a link to itself only', async () => {
      const answer = await w.call('GET', `${USERS}?filter=${encodeURIComponent('profile.login eq "nobody"')}`);
      assert.deepEqual(answer.body, []);
      assert.equal(links(answer).length, 1);
    });

    test('a cursor that is not ours is refused, a real one with something added too', async () => {
      const next = links(await w.call('GET', `${USERS}?limit=1`))[1] ?? '';
      const cursor = /after=([\w-]+)/.exec(next)?.[1] ?? '';
      for (const after of ['x', `${cursor}=`, `${cursor}AA`, cursor.slice(0, -4), btoa("' or 1=1 --|00u")]) {
        assert.deepEqual(refusal(await w.call('GET', `${USERS}?after=${encodeURIComponent(after)}`)), [
          400,
          'E0000029',
          'Invalid paging request.',
          ['Invalid cursor.', 'Use the link of rel="next" as it is.'],
        ]);
      }
    });

    test('q finds beginnings of first name, last name and e-mail, without the deactivated', async () => {
      assert.deepEqual(logins(await w.call('GET', `${USERS}?q=AN`)), ['ann@example.com']);
      assert.deepEqual(logins(await w.call('GET', `${USERS}?q=bob@ex`)), ['bob@example.com']);
      assert.equal(logins(await w.call('GET', `${USERS}?q=hopp`)).length, all.length);
      assert.deepEqual(logins(await w.call('GET', `${USERS}?q=example`)), []);
      assert.deepEqual(logins(await w.call('GET', `${USERS}?q=gone`)), []);
    });

    test('% and _ in q are not wildcards', async () => {
      for (const q of ['%', '_', '%25nn', 'a_n', 'a%n', '!', '\\']) {
        assert.deepEqual(logins(await w.call('GET', `${USERS}?q=${encodeURIComponent(q)}`)), [], q);
      }
    });

    test('q is ten at a time unless a limit is given', async () => {
      assert.deepEqual(links(await w.call('GET', `${USERS}?q=ann`)), [
        `<${BASE}/api/v1/users?limit=10&q=ann>; rel="self"`,
      ]);
    });

    test('one of q, filter and search', async () => {
      const filter = encodeURIComponent('status eq "ACTIVE"');
      for (const query of [`q=a&filter=${filter}`, `search=${filter}&filter=${filter}`, `q=a&search=${filter}`]) {
        const { status, body } = await w.call('GET', `${USERS}?${query}`);
        assert.deepEqual([status, body.errorCode], [400, 'E0000033']);
      }
    });
  });
}
