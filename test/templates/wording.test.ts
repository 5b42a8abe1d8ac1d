import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { reads, templateCalls } from '../support/messages/templateCalls.ts';
import { person } from '../support/users/people.ts';
import { type World, world } from '../support/world.ts';

const code = `\${code}`;
const texts = {
  template: `\${org.name}: ${code}`,
  translations: { fr: `Votre code : ${code}`, nl_NL: `Je code: ${code}`, 'pt-BR': `Seu código: ${code}` },
};
let phones = 9_000;
const newPhone = () => `+1802448${++phones}`;

for (const engine of ENGINES) {
  describe(`what users are sent: ${engine}`, () => {
    let w: World;
    let templateId: string;
    before(async () => {
      w = await world(engine);
      templateId = await templateCalls(w).made(texts);
    });
    after(() => w.close());

    /** What an SMS says that is enrolled this way, with CODE for its code. */
    async function enrolled(query: string, language?: string) {
      const user = await person(w);
      const phone = newPhone();
      const { status, body } = await factorCalls(w, user.id).sms(phone, query, language ? reads(language) : undefined);
      assert.equal(status, 200);
      const [record] = await w.store.messages.ofUser(user.id);
      return { user, phone, id: body.id as string, text: said(), used: [record?.templateId, record?.language] };
    }
    const said = () => w.lastWords().text.replace(w.lastCode(), 'CODE');

    const languages: readonly (readonly [header: string | undefined, text: string, language: string | undefined])[] = [
      [undefined, 'Cofactor: CODE', undefined],
      ['fr', 'Votre code : CODE', 'fr'],
      ['FR', 'Votre code : CODE', 'fr'],
      ['fr-CA', 'Votre code : CODE', 'fr'],
      ['fr_CA', 'Votre code : CODE', 'fr'],
      ['nl-NL', 'Je code: CODE', 'nl-NL'],
      ['nl_nl', 'Je code: CODE', 'nl-NL'],
      ['nl', 'Cofactor: CODE', undefined],
      ['pt-br', 'Seu código: CODE', 'pt-BR'],
      ['de', 'Cofactor: CODE', undefined],
      ['de, fr;q=0.5', 'Votre code : CODE', 'fr'],
      ['fr;q=0.3, nl-NL;q=0.8', 'Je code: CODE', 'nl-NL'],
      ['fr;q=0, nl-NL;q=0.1', 'Je code: CODE', 'nl-NL'],
      ['en-US,en;q=0.9,fr;q=0.8', 'Cofactor: CODE', undefined],
      ['*, fr;q=0.5', 'Cofactor: CODE', undefined],
      ['fr;q=2, ;;, x y, ,nl-NL', 'Je code: CODE', 'nl-NL'],
      ['constructor, __proto__', 'Cofactor: CODE', undefined],
    ];
    for (const [header, text, language] of languages) {
      test(`Accept-Language ${header ?? 'absent'} reads "${text}"`, async () => {
        const sent = await enrolled(`?templateId=${templateId}`, header);
        assert.deepEqual([sent.text, ...sent.used], [text, templateId, language]);
      });
    }

    test('without a template, or with an unknown one, it is the default in its one language', async () => {
      const email = await templateCalls(w, 'email').made({ subject: 'S', template: code });
      for (const query of ['', '?templateId=default', '?templateId=cst0', '?templateId=', `?templateId=${email}`]) {
        const sent = await enrolled(query, 'fr');
        assert.deepEqual([sent.text, ...sent.used], ['Your verification code is CODE.', 'default', undefined], query);
      }
    });

    test('resend and verify choose anew', async () => {
      const { user, phone, id } = await enrolled('');
      const { factors, activate } = factorCalls(w, user.id);
      w.clock.advance({ seconds: 30 });
      const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: phone } };
      await w.call('POST', `${factors}/${id}/resend?templateId=${templateId}`, body, reads('fr'));
      assert.equal(said(), 'Votre code : CODE');
      const active = (await activate(id, w.lastCode())).body.id;

      w.clock.advance({ seconds: 30 });
      await w.call('POST', `${factors}/${active}/verify?templateId=${templateId}`, undefined, reads('nl-NL'));
      assert.equal(said(), 'Je code: CODE');
      w.clock.advance({ seconds: 30 });
      await w.call('POST', `${factors}/${active}/verify`, undefined, reads('nl-NL'));
      assert.equal(said(), 'Your verification code is CODE.');
      assert.deepEqual(
        (await w.store.messages.ofUser(user.id)).map((record) => [record.templateId, record.language]),
        [
          ['default', undefined],
          [templateId, 'fr'],
          [templateId, 'nl-NL'],
          ['default', undefined],
        ],
      );
    });

    test('a template that was changed or deleted says so in the next message', async () => {
      const calls = templateCalls(w);
      const id = await calls.made({ template: `Old ${code}` });
      assert.equal((await enrolled(`?templateId=${id}`)).text, 'Old CODE');
      await calls.update(id, { template: `New ${code}` });
      assert.equal((await enrolled(`?templateId=${id}`)).text, 'New CODE');
      await calls.remove(id);
      assert.deepEqual((await enrolled(`?templateId=${id}`)).used, ['default', undefined]);
    });

    test('a text that a longer name of the organization has pushed beyond 160 characters makes way', async () => {
      const id = await templateCalls(w).made({ template: `${'x'.repeat(140)}\${org.name}${code}`.slice(0, 161) });
      const { policy } = w.services;
      Object.assign(w.services, { policy: { ...policy, issuer: 'A very long name' } });
      const sent = await enrolled(`?templateId=${id}`);
      Object.assign(w.services, { policy });
      assert.deepEqual([sent.text, ...sent.used], ['Your verification code is CODE.', 'default', undefined]);
    });

    test('a call is spoken digit by digit in the language of its template', async () => {
      const calls = templateCalls(w, 'call');
      assert.equal((await calls.list()).body[0].template, `Your verification code is ${code}. Again: ${code}.`);
      const id = await calls.made({
        type: 'CALL_VERIFY_CODE',
        template: `${code}, \${org.name}`,
        translations: { de: `Ihr Code lautet ${code}, noch einmal ${code}. Er gilt \${lifetime}.` },
      });
      const { enroll } = factorCalls(w, (await person(w)).id);
      const request = { factorType: 'call', provider: 'OKTA', profile: { phoneNumber: newPhone() } };
      assert.equal((await enroll(request, `?templateId=${id}`, reads('de-AT'))).status, 200);
      const digits = [...w.lastCode()].join(', ');
      assert.deepEqual(w.lastWords(), {
        channel: 'call',
        language: 'de',
        text: `Ihr Code lautet ${digits}, noch einmal ${digits}. Er gilt 5 Minuten.`,
      });
    });

    test('an e-mail has subject, text and HTML of its language, or HTML made of its text', async () => {
      const calls = templateCalls(w, 'email');
      const [builtIn] = (await calls.list()).body;
      assert.deepEqual(
        [builtIn.id, builtIn.type, builtIn.subject],
        ['default', 'EMAIL_VERIFY_CODE', 'Your verification code'],
      );
      const made = await calls.create({
        name: 'Mail',
        subject: `Hello from \${org.name}`,
        template: `Code ${code}`,
        html: `<b>${code}</b>`,
        translations: {
          fr: { subject: 'Bonjour', template: `Votre <code>\nest ${code}\n\nValable \${lifetime}` },
          de: { subject: 'Hallo', template: `Code ${code}`, html: `<i>${code}</i>` },
        },
      });
      assert.equal(made.status, 200);
      assert.deepEqual((await calls.get(made.body.id)).body, made.body);
      const written = async (language: string) => {
        const { enroll } = factorCalls(w, (await person(w)).id);
        const request = { factorType: 'email', provider: 'OKTA' };
        const query = `?templateId=${made.body.id}&tokenLifetimeSeconds=3600`;
        assert.equal((await enroll(request, query, reads(language))).status, 200);
        const words = w.lastWords();
        assert.ok(words.channel === 'email');
        return { ...words, code: w.lastCode() };
      };

      const english = await written('en');
      assert.deepEqual(
        [english.subject, english.text, english.html],
        ['Hello from Cofactor', `Code ${english.code}`, `<b>${english.code}</b>`],
      );
      const german = await written('de');
      assert.deepEqual([german.subject, german.html], ['Hallo', `<i>${german.code}</i>`]);
      const french = await written('fr');
      // French has an unbreakable blank between number and unit.
      const text = `Votre <code>\nest ${french.code}\n\nValable 1 heure`;
      assert.equal(french.text.replaceAll('\u00a0', ' '), text);
      assert.match(french.html, /<html lang="fr">/);
      const [start, end] = [`<p>Votre &lt;code&gt;<br>\nest ${french.code}</p>`, '<p>Valable 1\u00a0heure</p>'];
      assert.ok(french.html.includes(`${start}\n${end}`), french.html);
    });
  });
}
