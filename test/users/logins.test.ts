import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { activeUser, created200, profile, USERS } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

const path = (ref: string) => `${USERS}/${encodeURIComponent(ref)}`;

for (const engine of ENGINES) {
  describe(`logins: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const create = (login: string) => w.call('POST', USERS, { profile: profile({ login }) });

    /** A user whose login was stored before RFC 8265: any text, in small letters. */
    async function older(login: string): Promise<string> {
      const { id, profile: given } = await activeUser(w);
      await w.engine.kysely
        .updateTable('users')
        .set({ login_key: login.normalize('NFC').toLowerCase(), profile: JSON.stringify({ ...given, login }) })
        .where('id', '=', id)
        .execute();
      return id;
    }

    test('ATTACK a login that is read like another, or is none for a path, is refused', async () => {
      const attacks = {
        'a dot, which clients of HTTP drop': '.',
        'two dots, which clients of HTTP follow': '..',
        'two dots of full width': '\uff0e\uff0e',
        'a name of paths in capitals': 'ME',
        'a zero width space': 'jane\u200b@example.com',
        'a zero width joiner': 'jane\u200d@example.com',
        'a byte order mark': '\ufeffjane@example.com',
        'a soft hyphen': 'ja\u00adne@example.com',
        'the order of letters turned': 'jane\u202eexe.moc@example.com',
        'an isolate': '\u2066jane\u2069@example.com',
        'a blank of another width': 'jane\u2003doe',
        'the sign of Kelvin': '\u212aelvin@example.com',
        'a ligature': 'o\ufb03ce@example.com',
        'letters of mathematics': '\u{1d423}ane@example.com',
        'Hebrew and Latin letters in one word': 'jane\u05d0@example.com',
        'a letter of private use': 'jane\ue000@example.com',
        'a tag': 'jane\u{e0041}@example.com',
        'a userpart of no letters': 'jane@@example.com',
      };
      for (const [attack, login] of Object.entries(attacks)) {
        const { status, body } = await create(login);
        assert.deepEqual([status, body.errorSummary], [400, 'Api validation failed: login'], attack);
      }
      const { id } = await activeUser(w);
      for (const [attack, login] of Object.entries(attacks)) {
        assert.equal((await w.call('POST', path(id), { profile: { login } })).status, 400, `${attack}, by an update`);
      }
    });

    test('letters of other widths, other case and other composition are one login', async () => {
      const { id } = created200(await create('J\u00f6rg@example.com'));
      for (const same of [
        'jo\u0308rg@EXAMPLE.com',
        '\uff2a\u00d6\uff52\uff47@example.com',
        'J\u00d6RG\uff20example.com',
      ]) {
        const again = await create(same);
        assert.deepEqual([again.status, again.body.errorSummary], [400, 'Api validation failed: login'], same);
        assert.equal((await w.call('GET', path(same))).body.id, id, same);
      }
      assert.equal((await w.call('GET', path('\uff4a\u00f6rg'))).body.id, id, 'its shortname');
    });

    test('names of every script are logins, and are shown as they were given', async () => {
      for (const login of [
        ...['Zo\u00eb@example.com', '\u0430\u043d\u043d\u0430@example.com', '\u5f20\u4f1f@example.com'],
        ...[
          '\u05d3\u05e0\u05d4@example.com',
          '\u0641\u0627\u0637\u0645\u0629@example.com',
          'jane doe',
          "o'brien+x@example.com",
        ],
      ]) {
        const user = created200(await create(login));
        assert.equal(user.profile.login, login);
        assert.equal((await w.call('GET', path(login))).body.id, user.id, login);
      }
    });

    test('a login of before RFC 8265 stays reachable, and its user can be changed', async () => {
      for (const login of ['\u{1f98a} fox', 'jane\u200b@example.com', '\uff41\uff42\uff43', '@at']) {
        const id = await older(login);
        assert.equal((await w.call('GET', path(login))).body.id, id, login);
        assert.equal((await w.call('POST', path(id), { profile: { firstName: 'Jo' } })).status, 200, login);
        assert.equal((await w.call('PUT', path(id), { profile: profile({ login }) })).status, 200, login);
        const found = (await w.call('GET', path(login.toUpperCase()))).body;
        assert.deepEqual([found.id, found.profile.login], [id, login]);
      }
    });

    test('ATTACK nobody takes the place of a login of before RFC 8265', async () => {
      const old = await older('\uff58\uff59\uff5a');
      assert.equal((await create('\uff38\uff39\uff3a')).status, 400, 'it is read the same');
      const { id } = created200(await create('xyz'));
      assert.equal((await w.call('GET', path('\uff58\uff59\uff5a'))).body.id, old);
      assert.equal((await w.call('GET', path('xyz'))).body.id, id);
      assert.equal((await w.call('POST', path(old), { profile: { firstName: 'Jo' } })).status, 200);
      assert.equal((await w.call('POST', path(id), { profile: { login: '\uff38\uff39\uff3a' } })).status, 400);
      assert.equal((await w.call('GET', path('\uff38\uff39\uff3a'))).body.id, old);
    });
  });
}
