import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { fakeYubikey } from '../support/hardwareTokens/yubikey.ts';
import { person } from '../support/users/people.ts';
import { type Answer, BASE, type World, world } from '../support/world.ts';

const POOL = '/api/v1/org/factors/yubikey_token/tokens';
/** The example of Okta's specification. */
for (const engine of ENGINES) {
  describe(`the list of YubiKeys: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());
    const list = (query = '') => w.call('GET', `${POOL}${query}`);
    const upload = (seed: object) => w.call('POST', POOL, seed);

    /** Serial number, user and how long after the first it was uploaded. */
    const ids: string[] = [];
    let holder: Awaited<ReturnType<typeof person>>;
    before(async () => {
      for (const { id } of (await list('?limit=200')).body) await w.call('DELETE', `${POOL}/${id}`);
      holder = await person(w);
      for (const serialNumber of ['30', '10', '20']) {
        w.clock.advance({ minutes: 1 });
        const key = fakeYubikey({ serialNumber });
        ids.push((await upload(key.seed)).body.id);
        if (serialNumber !== '10') continue;
        w.clock.advance({ seconds: 30 });
        const verify = { passCode: key.press() };
        const enrolled = await factorCalls(w, holder.id).enroll({
          factorType: 'token:hardware',
          provider: 'YUBICO',
          verify,
        });
        assert.equal(enrolled.status, 200);
      }
    });

    const serials = ({ body }: Answer): number[] =>
      body.map(({ profile }: { profile: { serial: string } }) => Number(profile.serial));
    const next = (answer: Answer): string | undefined =>
      [answer.headers.link ?? []]
        .flat()
        .map((value) => /<([^>]*)>; rel="next"/.exec(String(value))?.[1])
        .find((href) => href !== undefined)
        ?.slice(BASE.length);

    test('oldest first, in pages that lead to each other', async () => {
      const first = await list('?limit=2');
      assert.deepEqual(serials(first), [30, 10]);
      assert.match(String(first.headers.link), new RegExp(`<${BASE}${POOL}\\?limit=2>; rel="self"`));
      const second = await w.call('GET', next(first) ?? 'none');
      assert.deepEqual([serials(second), next(second)], [[20], undefined]);
      assert.match(String((await list()).headers.link), /\?limit=20>; rel="self"/);
      assert.match(String((await list('?limit=1000')).headers.link), /\?limit=200>; rel="self"/);
    });

    const orders: readonly [string, readonly number[]][] = [
      ['profile.serial', [10, 20, 30]],
      ['created', [30, 10, 20]],
      ['lastVerified', [30, 10, 20]],
      ['status', [10, 30, 20]],
    ];
    for (const [sortBy, expected] of orders) {
      test(`by ${sortBy}, up and down, one a page`, async () => {
        for (const sortOrder of ['ASC', 'DESC']) {
          const found: number[] = [];
          let page: string | undefined = `${POOL}?limit=1&sortBy=${sortBy}&sortOrder=${sortOrder}`;
          while (page !== undefined) {
            const answer: Answer = await w.call('GET', page);
            found.push(...serials(answer));
            page = next(answer);
          }
          if (sortBy === 'status') {
            // Those of one status go by id.
            const free = [30, 20].sort((a, b) =>
              (ids[a === 30 ? 0 : 2] ?? '') < (ids[b === 30 ? 0 : 2] ?? '') ? -1 : 1,
            );
            assert.deepEqual(found, sortOrder === 'ASC' ? [10, ...free] : [...free.reverse(), 10]);
          } else assert.deepEqual(found, sortOrder === 'ASC' ? expected : expected.toReversed());
        }
      });
    }

    test('by what most of them do not have, those without come first', async () => {
      for (const sortBy of ['profile.email', 'user.id', 'activated']) {
        assert.equal(serials(await list(`?sortBy=${sortBy}`)).at(-1), 10, sortBy);
        assert.equal(serials(await list(`?sortBy=${sortBy}&sortOrder=DESC`)).at(0), 10, sortBy);
        assert.equal(serials(await list(`?sortBy=${sortBy}&limit=2`)).length, 2, sortBy);
      }
    });

    const filters: readonly [string, readonly number[]][] = [
      ['status eq "UNASSIGNED"', [30, 20]],
      ['status ne "unassigned"', [10]],
      ['status eq "REVOKED"', []],
      ['profile.serial eq "20"', [20]],
      ['profile.serial eq "000000000020" or profile.serial eq 30', [30, 20]],
      ['profile.serial ew "20"', [20]],
      ['profile.serial co "3"', [30]],
      ['profile.serial sw "00000"', [30, 10, 20]],
      ['profile.email sw "PERSON"', [10]],
      ['profile.email pr', [10]],
      ['not (profile.email pr)', [30, 20]],
      ['activated pr and profile.serial gt "000000000009"', [10]],
      ['activated lt "2030-01-01T00:00:00.000Z"', [10]],
      ['created gt "2026-01-01T00:01:00.000Z"', [10, 20]],
      ['created eq "2026-01-01T00:01:00.000Z"', [30]],
      ['lastVerified ge "2026-01-01T00:02:30.000Z"', [10, 20]],
      ['user.id eq null', [30, 20]],
      ['profile.email co "%"', []],
    ];
    for (const [filter, expected] of filters) {
      test(`filtered by ${filter}`, async () => {
        const answer = await list(`?filter=${encodeURIComponent(filter)}`);
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        assert.deepEqual(serials(answer), expected);
      });
    }

    test('filtered by the user', async () => {
      assert.deepEqual(serials(await list(`?filter=user.id+eq+"${holder.id}"`)), [10]);
    });

    test('a filter, an order or a cursor that means nothing is 400', async () => {
      for (const [query, code] of [
        ['?filter=status', 'E0000031'],
        ['?filter=publicId+eq+"cccccccccccc"', 'E0000031'],
        ['?filter=status+eq+"LOST"', 'E0000031'],
        ['?after=nonsense', 'E0000029'],
        [`?after=${Buffer.from('\0|ykk00000000000000000').toString('base64url')}`, 'E0000029'],
        ['?sortBy=aesKey', 'E0000001'],
        ['?sortOrder=UP', 'E0000001'],
        ['?limit=0', 'E0000001'],
      ] as const) {
        const { status, body } = await list(query);
        assert.deepEqual([status, body.errorCode], [400, code], query);
      }
    });

    test('expand=user embeds whom a token is assigned to', async () => {
      const { body } = await list('?expand=user&sortBy=profile.serial');
      assert.deepEqual(
        body.map(({ _embedded }: { _embedded?: { user: { id: string } } }) => _embedded?.user.id),
        [holder.id, undefined, undefined],
      );
      assert.deepEqual((await list()).body[1]._embedded, undefined);
    });

    const download = (query: string, accept = '*/*') =>
      w.app.inject({
        url: `${POOL}?forDownload=true${query}`,
        headers: { authorization: `SSWS ${w.token}`, accept },
      });

    test('forDownload gives the same list as a CSV file', async () => {
      const reply = await download('&sortBy=profile.serial', 'text/csv');
      assert.equal(reply.statusCode, 200);
      assert.equal(reply.headers['content-type'], 'text/csv; charset=utf-8');
      assert.equal(reply.headers['content-disposition'], 'attachment; filename="yubikey-tokens.csv"');
      assert.match(String(reply.headers.link), /\?limit=1000&sortBy=profile.serial&forDownload=true>; rel="self"/);
      const [names, first, second, third, end] = reply.payload.split('\r\n');
      assert.equal(
        names,
        'id,profile.serial,publicId,status,created,activated,lastVerified,lastUpdated,user.id,profile.email',
      );
      const later = '2026-01-01T00:02:30.000Z';
      const at = ['2026-01-01T00:02:00.000Z', later, later, later];
      const [id, serial, publicId, ...rest] = first?.split(',') ?? [];
      assert.deepEqual([id, serial], [ids[1], '000000000010']);
      assert.match(publicId ?? '', /^[cbdefghijklnrtuv]{12}$/);
      assert.deepEqual(rest, ['ACTIVE', ...at, holder.id, holder.profile.email]);
      assert.match(second ?? '', /^ykk\w+,000000000020,\w+,UNASSIGNED,[^,]+,,[^,]+,[^,]+,,$/);
      assert.match(third ?? '', /^ykk\w+,000000000030,/);
      assert.equal(end, '');
    });

    test('a long CSV file goes on where the next link says', async () => {
      const reply = await download('&limit=2');
      assert.equal(reply.payload.split('\r\n').length, 4);
      assert.match(String(reply.headers.link), /after=[\w-]+&limit=2&forDownload=true>; rel="next"/);
    });

    test('an e-mail address that is a spreadsheet formula is written as text', async () => {
      const email = '=cmd|"/c calc",@example.com';
      const user = await person(w, {
        profile: { login: email, email, firstName: 'Eve', lastName: 'L', mobilePhone: null, secondEmail: null },
      });
      const key = fakeYubikey({ serialNumber: '40' });
      const { id } = (await upload(key.seed)).body;
      const { enroll, remove } = factorCalls(w, user.id);
      const verify = { passCode: key.press() };
      const enrolled = await enroll({ factorType: 'token:hardware', provider: 'YUBICO', verify });
      const [, row] = (await download(`&filter=${encodeURIComponent('profile.serial eq "40"')}`)).payload.split('\r\n');
      assert.ok(row?.endsWith(`,${user.id},"'=cmd|""/c calc"",@example.com"`), JSON.stringify(row));
      await remove(enrolled.body.id);
      await w.call('DELETE', `${POOL}/${id}`);
    });

    test('a caller who only takes CSV gets none where none was asked for', async () => {
      const headers = { accept: 'text/csv' };
      const users = await w.call('GET', '/api/v1/users', undefined, { headers });
      assert.deepEqual([users.status, users.body.errorCode], [400, 'E0000019']);
    });
  });
}
