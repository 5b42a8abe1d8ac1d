import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { created200, profile, USERS } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

const PEOPLE = [
  { login: 'ada', firstName: 'Ada', age: 36, team: 'math', tags: ['poet', 'count'], city: 'London' },
  { login: 'bob%', firstName: 'Bob', age: 9, team: 'Ärzte', city: 'lond_n', lead: true },
  { login: "o'neil", firstName: 'Cyd "the kid"', age: 100, note: 'x'.repeat(200) },
  { login: 'Zoë', firstName: 'Zoë', team: 'math', note: `${'x'.repeat(200)}y` },
] as const;

for (const engine of ENGINES) {
  describe(`search users: ${engine}`, () => {
    let w: World;
    const ids = new Map<string, string>();
    before(async () => {
      w = await world(engine);
      for (const person of PEOPLE) {
        w.clock.advance({ milliseconds: 1500 });
        const active = person.login === 'ada' ? { credentials: { password: { value: 'Correct4Horses' } } } : {};
        const given = { profile: profile({ email: 'x@example.com', ...person }), ...active };
        const user = created200(await w.call('POST', USERS, given));
        ids.set(person.login, user.id);
      }
      // Created at 00:00:01.500, 00:00:03.000, 00:00:04.500 and 00:00:06.000.
      await w.call('POST', `${USERS}/${ids.get('Zoë')}/lifecycle/deactivate`);
    });
    after(() => w.close());

    const found = async (expression: string, parameter = 'search'): Promise<string> => {
      const { status, body } = await w.call('GET', `${USERS}?${parameter}=${encodeURIComponent(expression)}`);
      if (status !== 200) return `${status} ${body.errorCode} ${body.errorCauses[0].errorSummary}`;
      return body.map((user: { profile: { login: string } }) => user.profile.login).join(' ');
    };

    const table: readonly (readonly [string, string])[] = [
      ['profile.login eq "ADA"', 'ada'],
      ['profile.team eq "ärzte"', 'bob%'],
      ['profile.team eq "math"', 'ada Zoë'],
      ['profile.team ne "math"', "bob% o'neil"],
      ['profile.team pr', 'ada bob% Zoë'],
      ['not (profile.team pr)', "o'neil"],
      ['profile.team eq null', "o'neil"],
      ['profile.city sw "lond"', 'ada bob%'],
      ['profile.city ew "ON"', 'ada'],
      ['profile.city co "nd_"', 'bob%'],
      ['profile.tags eq "count"', 'ada'],
      ['profile.lead eq true', 'bob%'],
      ['profile.age gt 9', "ada o'neil"],
      ['profile.age le 36', 'ada bob%'],
      ['profile.age eq 100', "o'neil"],
      ['profile.firstName gt "b" and profile.firstName lt "d"', "bob% o'neil"],
      ['profile.firstName sw "Zo"', 'Zoë'],
      [`profile.note eq "${'x'.repeat(200)}"`, "o'neil"],
      [`profile.note sw "${'x'.repeat(200)}y"`, 'Zoë'],
      ['(profile.age eq 9 or profile.age eq 36) and not (profile.lead eq true)', 'ada'],
      ['profile.age eq 9 or profile.age eq 36 and profile.team eq "nobody"', 'bob%'],
      ['status eq "active"', 'ada'],
      ['status ne "PROVISIONED"', 'ada Zoë'],
      ['activated pr', 'ada'],
      ['not (activated gt "2020-01-01T00:00:00Z")', "bob% o'neil Zoë"],
      // Times are compared as they are shown: to the second.
      ['created eq "2026-01-01T00:00:01.000Z"', 'ada'],
      ['created ne "2026-01-01T00:00:01.000Z"', "bob% o'neil Zoë"],
      ['created gt "2026-01-01T00:00:01.000Z"', "bob% o'neil Zoë"],
      ['created ge "2026-01-01T00:00:01.000Z"', "ada bob% o'neil Zoë"],
      ['created le "2026-01-01T00:00:03Z"', 'ada bob%'],
      ['created lt "2026-01-01T01:00:03+01:00"', 'ada'],
      ['created gt "2026-01-01T00:00:01.999Z" and created lt "2026-01-01T00:00:04.999Z"', "bob% o'neil"],
    ];
    for (const [expression, expected] of table) {
      test(`search: ${expression.slice(0, 90)}`, async () => assert.equal(await found(expression), expected));
    }

    test('a search value cannot break out of its quotes', async () => {
      assert.equal(await found(String.raw`profile.firstName eq "Cyd \"the kid\""`), "o'neil");
      assert.equal(await found('profile.login eq "o\'neil"'), "o'neil");
      assert.equal(await found(String.raw`profile.login eq "o\u0027neil"`), "o'neil");
      for (const value of ["' or '1'='1", "'); drop table users; --", '%', '_', 'ad_', 'a%', '!', '*']) {
        for (const op of ['eq', 'sw', 'co']) {
          const hit = value === '%' && op === 'co' ? 'bob%' : '';
          assert.equal(await found(`profile.login ${op} ${JSON.stringify(value)}`), hit, `${op} ${value}`);
        }
      }
      assert.match(await found('profile.login eq "a" or "1" eq "1"'), /^400 E0000031/);
      assert.match(await found('profile.login\' or 1=1 -- eq "a"'), /^400 E0000031/);
    });

    test('filter knows fewer attributes than search, and finds the deactivated too', async () => {
      assert.equal(await found('profile.login eq "zoë"', 'filter'), 'Zoë');
      assert.equal(await found(`id eq "${ids.get('ada')}"`, 'filter'), 'ada');
      assert.equal(await found(`id eq "${ids.get('ada')?.toLowerCase()}"`, 'filter'), '');
      assert.equal(await found('lastUpdated ge "2026-01-01T00:00:06.000Z"', 'filter'), 'Zoë');
      assert.equal(
        await found('profile.city eq "x"', 'filter'),
        '400 E0000031 filter: profile.city is not among status, lastUpdated, id, profile.login, profile.email, profile.firstName, profile.lastName.',
      );
    });

    const refused: readonly (readonly [string, RegExp])[] = [
      ['status eq "BOGUS"', /A status is one of STAGED, PROVISIONED/],
      ['status sw "A"', /status can be compared by eq and ne/],
      ['created eq "yesterday"', /compared with a time like/],
      ['created eq "2026-02-30T00:00:00Z"', /compared with a time like/],
      ['created sw "2026-01-01T00:00:00Z"', /not by sw/],
      ['password eq "x"', /password is not among/],
      ['profile.team gt null', /null can be compared by eq and ne/],
      ['profile.team', /cannot be read/],
      ['profile.team eq', /cannot be read/],
      ['profile.team eq "open', /cannot be read/],
      ['profile.team eq "a" and', /cannot be read/],
      ['profile[team eq "a"]', /Brackets are not supported/],
      ['profile.__proto__.x eq "a"', /is not among/],
      ['profile.team eq "a\tb"', /unprintable/],
      [String.raw`profile.team eq "a\u0000b"`, /unprintable/],
      [String.raw`profile.team eq "a\ud83e"`, /unprintable/],
      [String.raw`profile.team eq "a\qb"`, /cannot be read/],
    ];
    for (const [expression, why] of refused) {
      test(`refused: ${expression}`, async () => {
        const answer = await found(expression);
        assert.match(answer, /^400 E0000031 search: /);
        assert.match(answer, why);
      });
    }

    test('an expression that is made to be slow or deep is refused at once', async () => {
      const started = performance.now();
      const deep = [
        `profile.team eq "${'\n'.repeat(40)}`,
        `${'('.repeat(3000)}profile.team pr${')'.repeat(3000)}`,
        `${'not '.repeat(1000)}profile.team pr`,
        Array(200).fill('profile.team pr').join(' or '),
        `profile.team eq "${'a'.repeat(5000)}"`,
        `profile.team eq ${'1'.repeat(4000)})`,
      ];
      for (const expression of deep) assert.match(await found(expression), /^400 E0000031/);
      assert.ok(performance.now() - started < 2000);
    });
  });
}
