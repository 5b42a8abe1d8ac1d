import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkedIn, clientFiles } from '../../scripts/client/clientOperations.ts';
import { isOfClient } from '../../scripts/client/isOfClient.ts';
import { operations as all } from '../../src/contract/index.ts';
import type { Operation } from '../../src/contract/shared/operation.ts';
import { createClient } from '../src/createClient.ts';
import { operationTable } from '../src/operations.ts';
import { readTable } from '../src/readTable.ts';
import { COFACTOR, OKTA, scripted } from './support/script.ts';

const url = 'https://mfa.example.com';
const token = 'secret';
const ok = { status: 200, body: {}, headers: OKTA };

const operations = Object.fromEntries(Object.entries<Operation>(all).filter(([id]) => isOfClient(id)));

test('the part that is made from the contract is up to date: npm run generate', async () => {
  assert.deepEqual(checkedIn(), await clientFiles());
});

test('every operation of the contract is a function of the client, with the method and path it has', async () => {
  const { fetch, heard } = scripted({ status: 200, body: [] });
  const client = createClient({ url, token, fetch }) as unknown as Record<
    string,
    (request: object) => Promise<unknown> | AsyncIterable<unknown>
  >;
  const table = readTable(operationTable);
  assert.deepEqual([...table.keys()].sort(), Object.keys(operations).sort());
  for (const [id, { method, path }] of Object.entries<Operation>(operations)) {
    const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    const result = client[id]?.(Object.fromEntries(names.map((name) => [name, `its-${name}`])));
    if (result && Symbol.asyncIterator in result) for await (const _ of result);
    else await result;
    const expected = `${method} ${url}${path.replace(/:(\w+)/g, 'its-$1')}`;
    assert.equal(`${heard.at(-1)?.method} ${heard.at(-1)?.url}`, expected);
  }
});

test('what is not in the path is in the query, and undefined nowhere', async () => {
  const { fetch, heard } = scripted(ok);
  const client = createClient({ url: `${url}/`, token, fetch });
  const body = { factorType: 'sms', profile: { phoneNumber: '+18024482036' } } as const;
  await client.enrollFactor({ userId: 'ada@example.com/x?y', updatePhone: true, templateId: undefined, body });
  assert.equal(heard[0]?.url, `${url}/api/v1/users/ada%40example.com%2Fx%3Fy/factors?updatePhone=true`);
  assert.deepEqual(heard[0]?.body, { ...body, provider: 'OKTA' });
  assert.equal(heard[0]?.headers.get('content-type'), 'application/json');
});

test('the provider may be left out where there is one, and is as given otherwise', async () => {
  const { fetch, heard } = scripted(ok);
  const client = createClient({ url, token, fetch });
  await client.enrollFactor({ userId: 'u', body: { factorType: 'webauthn' } });
  await client.enrollFactor({ userId: 'u', body: { factorType: 'token:software:totp', provider: 'GOOGLE' } });
  assert.deepEqual(
    heard.map(({ body }) => body),
    [
      { factorType: 'webauthn', provider: 'FIDO' },
      { factorType: 'token:software:totp', provider: 'GOOGLE' },
    ],
  );
});

test('an id can lead nowhere else: empty and dotted ones are refused before anything is sent', async () => {
  const { fetch, heard } = scripted(ok);
  const client = createClient({ url, token, fetch });
  for (const factorId of ['', '.', '..', undefined as unknown as string]) {
    await assert.rejects(client.unenrollFactor({ userId: 'u', factorId }), {
      name: 'CofactorError',
      message: 'factorId is not an id',
    });
  }
  await client.getUser({ userId: '../org/factors' });
  assert.deepEqual(
    heard.map(({ url }) => new URL(url).pathname),
    ['/api/v1/users/..%2Forg%2Ffactors'],
  );
});

test('a request without a body sends none, and a reply without one is undefined', async () => {
  const { fetch, heard } = scripted({ status: 204 });
  const client = createClient({ url, token, fetch });
  assert.equal(await client.unenrollFactor({ userId: 'u', factorId: 'f' }), undefined);
  await client.verifyFactor({ userId: 'u', factorId: 'f' });
  assert.deepEqual(
    heard.map(({ body, headers }) => [body, headers.get('content-type')]),
    [
      [undefined, null],
      [undefined, null],
    ],
  );
});

test('tokens: SSWS or Bearer, a text or a function that is asked every time', async () => {
  let [asked, first] = [0, ''];
  for (const [options, expected] of [
    [{ token }, 'SSWS secret'],
    [{ token, scheme: 'Bearer' }, 'Bearer secret'],
    [{ token: () => `t${++asked}` }, 'SSWS t1'],
    [{ token: async () => `t${++asked}`, scheme: 'Bearer' }, 'Bearer t2'],
  ] as const) {
    const { fetch, heard } = scripted(ok);
    await createClient({ url, fetch, ...options }).getUser({ userId: 'me' });
    first = heard[0]?.headers.get('authorization') ?? '';
    assert.equal(first, expected);
  }
});

test('a token that is not accepted is asked for once more; the same one again is not sent again', async () => {
  const tokens = ['old', 'new'];
  const { fetch, heard } = scripted({ status: 401, headers: OKTA }, ok);
  const client = createClient({ url, token: () => tokens.shift() ?? 'none', fetch });
  await client.getUser({ userId: 'me' });
  assert.deepEqual(
    heard.map(({ headers }) => headers.get('authorization')),
    ['SSWS old', 'SSWS new'],
  );
  const refused = scripted({ status: 401, headers: OKTA });
  for (const same of [token, () => token]) {
    await assert.rejects(createClient({ url, token: same, fetch: refused.fetch }).getUser({ userId: 'me' }), {
      status: 401,
    });
  }
  assert.equal(refused.heard.length, 2);
});

test('a token that cannot be sent is not shown in the error', async () => {
  for (const bad of ['se cret', 'secret\n', '', 'sécret']) {
    const client = createClient({ url, token: bad, fetch: scripted(ok).fetch });
    const error = await client.getUser({ userId: 'me' }).catch((thrown) => thrown);
    assert.equal(error.name, 'CofactorError');
    assert.ok(bad === '' || !`${error.message} ${error.stack}`.includes(bad));
  }
});

test('a url that is none is refused at once', () => {
  for (const bad of ['', 'mfa.example.com', 'file:///etc', 'https://']) {
    assert.throws(() => createClient({ url: bad, token }), { name: 'CofactorError' });
  }
});

test('headers of the client, of the call and of the operation', async () => {
  const { fetch, heard } = scripted(ok);
  const client = createClient({
    url,
    token,
    fetch,
    headers: { 'User-Agent': 'shop/1', 'X-Forwarded-For': '192.0.2.1' },
  });
  await client.getUser({ userId: 'me' }, { headers: { 'x-forwarded-for': '192.0.2.2', 'accept-language': 'de' } });
  const [{ headers } = { headers: new Headers() }] = heard;
  assert.deepEqual(
    ['user-agent', 'x-forwarded-for', 'accept-language', 'accept'].map((name) => headers.get(name)),
    ['shop/1', '192.0.2.2', 'de', 'application/json'],
  );
});

test('any other request can be made too', async () => {
  const csv = { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' }, body: 'a,b' };
  const { fetch, heard } = scripted(csv);
  const client = createClient({ url, token, fetch });
  const request = { method: 'GET', path: '/api/v1/things/:id', params: { id: 'a b' }, query: { deep: true } } as const;
  assert.equal(await client.request(request), 'a,b');
  assert.equal(heard[0]?.url, `${url}/api/v1/things/a%20b?deep=true`);
});

test('any other list can be read page by page, and the wishes stay the same on every page', async () => {
  const page = (items: readonly number[], next?: string) => ({
    status: 200,
    headers: { 'content-type': 'application/json', ...(next && { link: `<${next}>; rel="next"` }) },
    body: JSON.stringify(items),
  });
  const { fetch, heard } = scripted(page([1, 2], `https://elsewhere.example/steal?after=c%7C1`), page([3]));
  const client = createClient({ url, token, fetch });
  const items: unknown[] = [];
  for await (const item of client.list({ method: 'GET', path: '/api/v1/things', query: { limit: 2 } }))
    items.push(item);
  assert.deepEqual(items, [1, 2, 3]);
  assert.deepEqual(
    heard.map((request) => request.url),
    [`${url}/api/v1/things?limit=2`, `${url}/api/v1/things?limit=2&after=c%7C1`],
  );
});

test('which service it is, is known from its answers', async () => {
  const client = createClient({
    url,
    token,
    fetch: scripted({ status: 200, body: [] }, ok, { ...ok, headers: COFACTOR }).fetch,
  });
  const known: unknown[] = [client.server()];
  for (let n = 0; n < 3; n++) {
    await client.getUser({ userId: 'me' });
    known.push(client.server());
  }
  assert.deepEqual(known, [undefined, undefined, 'okta', 'cofactor']);
});

test('lists that page are read page by page, by the cursor of the next link and nothing else of it', async () => {
  const page = (items: unknown[], link: string) => ({ status: 200, body: items, headers: { link } });
  const { fetch, heard } = scripted(
    page([1, 2], `<${url}/api/v1/users?limit=2>; rel="self", <https://evil.example/x?after=c%3D1&limit=2>; rel="next"`),
    page([3], `<${url}/api/v1/users?after=c%3D1&limit=2>; rel="self"`),
  );
  const client = createClient({ url, token, fetch });
  const items: unknown[] = [];
  for await (const user of client.listUsers({ limit: 2, search: 'status eq "ACTIVE"' })) items.push(user);
  assert.deepEqual(items, [1, 2, 3]);
  assert.deepEqual(
    heard.map(({ url }) => url.slice('https://mfa.example.com'.length)),
    [
      '/api/v1/users?limit=2&search=status+eq+%22ACTIVE%22',
      '/api/v1/users?limit=2&search=status+eq+%22ACTIVE%22&after=c%3D1',
    ],
  );
});

test('a list is fetched as far as it is read, can be shown by pages, and never goes round in circles', async () => {
  const endless = { status: 200, body: [1], headers: { link: `<${url}/api/v1/users?after=same>; rel="next"` } };
  const { fetch, heard } = scripted(endless);
  const client = createClient({ url, token, fetch });
  for await (const _ of client.listUsers()) break;
  assert.equal(heard.length, 1);
  const pages: unknown[] = [];
  for await (const page of client.listUsers().pages()) pages.push(page);
  assert.deepEqual(pages, [
    { items: [1], after: 'same' },
    { items: [1], after: 'same' },
  ]);
});
