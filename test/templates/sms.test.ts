import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { resetStore } from '../../src/store/reset.ts';
import { ENGINES } from '../support/engines.ts';
import { heard } from '../support/factors/factorCalls.ts';
import { templateCalls } from '../support/messages/templateCalls.ts';
import { orgEvents } from '../support/org/orgCalls.ts';
import { atOnce, count } from '../support/parallel.ts';
import { type World, world } from '../support/world.ts';

const custom = {
  name: 'Custom',
  type: 'SMS_VERIFY_CODE',
  template: `\${org.name}: your verification code is \${code}`,
  translations: {
    es: `\${org.name}: el código de verificación es \${code}`,
    nl_NL: `\${org.name}: je verificatiecode is \${code}`,
  },
};

for (const engine of ENGINES) {
  describe(`SMS templates: ${engine}`, () => {
    let w: World;
    let sms: ReturnType<typeof templateCalls>;
    beforeEach(async () => {
      await w?.close();
      w = await world(engine);
      sms = templateCalls(w);
    });
    after(() => w.close());

    test('the list begins with one that is not stored and as new as the question', async () => {
      w.clock.advance({ seconds: 7, milliseconds: 400 });
      const { status, body } = await sms.list();
      assert.equal(status, 200);
      assert.deepEqual(body, [
        {
          id: 'default',
          name: 'Default',
          type: 'SMS_VERIFY_CODE',
          template: `Your verification code is \${code}.`,
          created: '2026-01-01T00:00:07.000Z',
          lastUpdated: '2026-01-01T00:00:07.000Z',
        },
      ]);
      assert.deepEqual((await sms.get('default')).body, body[0]);
    });

    test('one that was created is shown, alone and in the list, in the order they were made', async () => {
      const { status, body } = await sms.create(custom);
      assert.equal(status, 200);
      assert.match(body.id, /^cst[0-9A-Za-z]{17}$/);
      assert.deepEqual(body, {
        id: body.id,
        ...custom,
        created: '2026-01-01T00:00:00.000Z',
        lastUpdated: '2026-01-01T00:00:00.000Z',
      });
      assert.deepEqual(Object.keys(body), ['id', 'name', 'type', 'template', 'created', 'lastUpdated', 'translations']);
      assert.deepEqual((await sms.get(body.id)).body, body);
      w.clock.advance({ seconds: 1 });
      const second = (await sms.create({ name: ' Custom ', template: `\${code}` })).body;
      assert.deepEqual([second.name, second.type], ['Custom', 'SMS_VERIFY_CODE']);
      assert.ok(!('translations' in second), 'translations are shown only when there are any');
      assert.deepEqual((await sms.list()).body.slice(1), [body, second]);
    });

    test('the list can be asked for a type', async () => {
      await sms.create(custom);
      assert.equal((await sms.list('?templateType=SMS_VERIFY_CODE')).body.length, 2);
      const { status, body } = await sms.list('?templateType=fake_type');
      assert.deepEqual([status, body], [200, []]);
    });

    test('any type is taken, kept and shown, and a change that does not mention it leaves it', async () => {
      const { status, body } = await sms.create({ ...custom, type: 'fake_type' });
      assert.deepEqual([status, body.type], [200, 'fake_type']);
      assert.deepEqual((await sms.list('?templateType=fake_type')).body, [body]);
      assert.equal((await sms.update(body.id, { name: 'Other' })).body.type, 'fake_type');
      assert.equal((await sms.replace(body.id, { ...custom, type: 'another' })).body.type, 'another');
      assert.equal((await sms.replace(body.id, { ...custom, type: null })).body.type, 'SMS_VERIFY_CODE');
    });

    test('a partial update merges translations, null or nothing removes one, and what it leaves out stays', async () => {
      const id = await sms.made(custom);
      const { es, nl_NL } = custom.translations;
      const de = `Ihr Code: \${code}`;
      const added = (await sms.update(id, { translations: { de } })).body;
      assert.deepEqual(added.translations, { es, nl_NL, de });
      assert.deepEqual([added.name, added.template], [custom.name, custom.template]);
      assert.equal(added.lastUpdated, added.created);

      w.clock.advance({ seconds: 1 });
      const removed = (await sms.update(id, { translations: { de: null, es: '', fr: null } })).body;
      assert.deepEqual(removed.translations, { nl_NL });
      assert.equal(removed.lastUpdated, '2026-01-01T00:00:01.000Z');

      const other = `Code \${code}`;
      const respelled = (await sms.update(id, { name: 'New', template: null, translations: { 'nl-nl': other } })).body;
      assert.deepEqual([respelled.name, respelled.template], ['New', custom.template]);
      assert.deepEqual(respelled.translations, { 'nl-nl': other });
      assert.deepEqual((await sms.get(id)).body, respelled);
      assert.deepEqual((await sms.update(id, respelled)).body, respelled);
    });

    test('PUT drops the translations that are left out, and wants the rest again', async () => {
      const id = await sms.made(custom);
      const { es } = custom.translations;
      assert.deepEqual((await sms.replace(id, { ...custom, translations: { es } })).body.translations, { es });
      const { status, body } = await sms.replace(id, { name: 'X', template: `\${code}` });
      assert.deepEqual([status, 'translations' in body], [200, false]);
      assert.equal((await sms.replace(id, { translations: { es } })).status, 400);
      assert.deepEqual((await sms.get(id)).body, body);
    });

    test('to delete one that is gone, or never was, is done already and not logged', async () => {
      const id = await sms.made(custom);
      await sms.remove(id);
      const events = (await orgEvents(w)).length;
      for (const gone of [id, 'cst0']) assert.deepEqual([(await sms.remove(gone)).status], [204]);
      assert.equal((await orgEvents(w)).length, events);
    });

    test('one that was deleted is gone, and unknown ones are none of any method', async () => {
      const id = await sms.made(custom);
      const { status, body } = await sms.remove(id);
      assert.deepEqual([status, body], [204, undefined]);
      const long = 'x'.repeat(90);
      for (const unknown of [id, 'cst0', '%C3%BC', long]) {
        for (const answer of [
          await sms.get(unknown),
          await sms.update(unknown, custom),
          await sms.replace(unknown, custom),
        ]) {
          const { status, code, summary } = heard(answer);
          assert.deepEqual([status, code], [404, 'E0000007']);
          const name = decodeURIComponent(unknown);
          assert.equal(summary, `Not found: Resource not found: ${name} (AppInstance)`);
        }
      }
    });

    test('the default cannot be changed or deleted, and the answer says what can be done', async () => {
      for (const answer of [
        await sms.update('default', { name: 'Mine' }),
        await sms.replace('default', custom),
        await sms.remove('default'),
      ]) {
        const { status, code, causes } = heard(answer);
        assert.deepEqual([status, code], [400, 'E0000001']);
        assert.match(causes.join(' '), /cannot be changed or deleted.*POST \/api\/v1\/templates\/sms/);
      }
      assert.equal((await sms.list()).body[0].name, 'Default');
    });

    test('languages that different requests add at once are all there', async () => {
      const id = await sms.made({ template: `\${code}` });
      const languages = ['de', 'es', 'fr', 'it', 'nl', 'pl', 'pt', 'sv'];
      const answers = await atOnce(languages.length, (n) =>
        sms.update(id, { translations: { [languages[n] ?? '']: `${languages[n]} \${code}` } }),
      );
      assert.equal(count(answers, 200), languages.length);
      assert.deepEqual(Object.keys((await sms.get(id)).body.translations).sort(), languages);
    });

    test('of several requests that delete one at once, one does, and all hear that it is gone', async () => {
      const id = await sms.made(custom);
      const answers = await atOnce(5, () => sms.remove(id));
      assert.equal(count(answers, 204), 5);
      const deletions = (await orgEvents(w)).filter(([event]) => event === 'cofactor.template.delete');
      assert.equal(deletions.length, 1);
    });

    test('what was done is in the log, and a fresh start forgets templates', async () => {
      const id = await sms.made(custom);
      await sms.update(id, { name: 'Other' });
      await sms.remove(id);
      const detail = { id, channel: 'sms' };
      assert.deepEqual(await orgEvents(w), [
        ['cofactor.template.create', { ...detail, name: 'Custom' }],
        ['cofactor.template.update', { ...detail, name: 'Other' }],
        ['cofactor.template.delete', { ...detail, name: 'Other' }],
      ]);
      await sms.made(custom);
      await resetStore(w.engine);
      assert.equal((await sms.list()).body.length, 1);
    });
  });
}
