import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { heard } from '../support/factors/factorCalls.ts';
import { type TemplateChannel, templateCalls } from '../support/messages/templateCalls.ts';
import { type World, world } from '../support/world.ts';

const code = `\${code}`;
const sms = { name: 'N', template: `Code ${code}` };
const email = { name: 'N', subject: 'S', template: `Code ${code}`, html: `<b>${code}</b>` };

/** What is sent, the field that is to blame, and what the cause has to say. */
const refused: readonly (readonly [what: string, TemplateChannel, body: object, subject: string, cause: RegExp])[] = [
  ['no name', 'sms', { template: sms.template }, 'name', /^name: The field cannot be left blank$/],
  ['a blank name', 'sms', { ...sms, name: '  ' }, 'name', /left blank/],
  ['a name of 51 characters', 'sms', { ...sms, name: 'n'.repeat(51) }, 'name', /50/],
  ['a name with a line break', 'sms', { ...sms, name: 'a\nb' }, 'name', /[Pp]rintable/],
  ['a name with NUL', 'sms', { ...sms, name: 'a\u0000b' }, 'name', /[Pp]rintable/],
  ['another type', 'call', { ...sms, type: 'EMAIL_VERIFY_CODE' }, 'type', /CALL_VERIFY_CODE/],
  ['a type with a line break', 'sms', { ...sms, type: 'a\nb' }, 'type', /printable/],
  ['a type of 101 characters', 'sms', { ...sms, type: 't'.repeat(101) }, 'type', /100/],
  ['no text', 'sms', { name: 'N' }, 'template', /^template: The field cannot be left blank$/],
  ['a text without the code', 'sms', { ...sms, template: 'Hello' }, 'template', /\$\{code\} is missing/],
  [
    'a code that is spelled otherwise',
    'sms',
    { ...sms, template: `\${ code }` },
    'template',
    /\$\{ code \} is not known/,
  ],
  ['a macro nobody knows', 'sms', { ...sms, template: `\${user.name} ${code}` }, 'template', /\$\{user\.name\}/],
  ['a macro of e-mails', 'sms', { ...sms, template: `${code} \${lifetime}` }, 'template', /\$\{lifetime\}/],
  ['162 characters', 'sms', { ...sms, template: code + 'x'.repeat(155) }, 'template', /161 characters, not 162/],
  ['a control character', 'sms', { ...sms, template: `\u0007${code}` }, 'template', /control/],
  ['half a character', 'sms', { ...sms, template: `\ud800${code}` }, 'template', /control/],
  [
    'a translation without the code',
    'sms',
    { ...sms, translations: { fr: 'Bonjour', de: sms.template } },
    'translations',
    /^translations\.fr: \$\{code\}/,
  ],
  ['a translation too long', 'sms', { ...sms, translations: { fr: code + 'x'.repeat(156) } }, 'translations', /161/],
  ['a language that is none', 'sms', { ...sms, translations: { xx: sms.template } }, 'translations', /ISO 639-1/],
  ['a language by name', 'sms', { ...sms, translations: { german: sms.template } }, 'translations', /ISO 639-1/],
  ['a language of three letters', 'sms', { ...sms, translations: { deu: null } }, 'translations', /ISO 639-1/],
  ['a language with a line break', 'sms', { ...sms, translations: { 'de\n': sms.template } }, 'translations', /ISO/],
  [
    'a language twice',
    'sms',
    { ...sms, translations: { nl_NL: sms.template, 'nl-nl': sms.template } },
    'translations',
    /twice/,
  ],
  ['a call without the code', 'call', { ...sms, template: 'Hi' }, 'template', /\$\{code\} is missing/],
  ['an e-mail without a subject', 'email', { ...email, subject: null }, 'subject', /left blank/],
  ['an e-mail with the code in its subject', 'email', { ...email, subject: code }, 'subject', /locked screens/],
  [
    'ATTACK a subject that begins another header',
    'email',
    { ...email, subject: 'Hi\r\nBcc: eve@example.com' },
    'subject',
    /One line/,
  ],
  ['an e-mail whose HTML lacks the code', 'email', { ...email, html: '<b>Hi</b>' }, 'html', /\$\{code\} is missing/],
  [
    'an e-mail whose translation lacks a subject',
    'email',
    { ...email, translations: { fr: { template: code } } },
    'translations',
    /^translations\.fr\.subject: /,
  ],
];

/** What is not of the declared form at all. */
const malformed: readonly (readonly [what: string, TemplateChannel, body: unknown])[] = [
  ['a number for a text', 'sms', { ...sms, template: 5 }],
  ['a list for translations', 'sms', { ...sms, translations: [sms.template] }],
  ['a number for a translation', 'sms', { ...sms, translations: { de: 5 } }],
  ['a field nobody knows', 'sms', { ...sms, subject: 'S' }],
  ['a text for the translation of an e-mail', 'email', { ...email, translations: { de: code } }],
  ['an unknown field in a translation', 'email', { ...email, translations: { de: { ...email } } }],
  ['a list', 'sms', [sms]],
];

describe('what a template may be', () => {
  let w: World;
  before(async () => {
    w = await world();
  });
  after(() => w.close());

  for (const [what, channel, body, subject, cause] of refused) {
    test(`${what} is refused when it is created, changed and replaced`, async () => {
      const calls = templateCalls(w, channel);
      const id = await calls.made(channel === 'email' ? email : sms);
      const before = (await calls.get(id)).body;
      const answers = [await calls.create(body), await calls.replace(id, body)];
      // A partial update leaves what has no value as it is.
      if (!/left blank/.test(cause.source)) answers.push(await calls.update(id, body));
      for (const answer of answers) {
        const { status, code: errorCode, summary, causes } = heard(answer);
        assert.deepEqual([status, errorCode], [400, 'E0000001']);
        assert.equal(summary, `Api validation failed: ${subject}`);
        assert.match(causes[0] ?? '', cause);
      }
      assert.deepEqual((await calls.get(id)).body, before);
    });
  }

  for (const [what, channel, body] of malformed) {
    test(`${what} is a body that is not well-formed`, async () => {
      const { status, code: errorCode } = heard(await templateCalls(w, channel).create(body));
      assert.deepEqual([status, errorCode], [400, 'E0000003']);
    });
  }

  test('all that is wrong is said at once', async () => {
    const { causes } = heard(await templateCalls(w).create({ template: 'x', translations: { de: 'y', xx: 'z' } }));
    assert.deepEqual(
      causes.map((cause) => cause.split(':', 1)[0]),
      ['name', 'template', 'translations.xx', 'translations.de'],
    );
  });

  test('a code that the name of the organization pushes beyond character 160 is refused', async () => {
    const own = await world();
    Object.assign(own.services, { policy: { ...own.services.policy, issuer: 'O'.repeat(64) } });
    const calls = templateCalls(own);
    const template = (filler: number) => `\${org.name}\${org.name}${'x'.repeat(filler)}${code}`;
    assert.equal((await calls.create({ ...sms, template: template(26) })).status, 200);
    const { status, causes } = heard(await calls.create({ ...sms, template: template(27) }));
    assert.equal(status, 400);
    assert.match(causes[0] ?? '', /^template: The code must come within the first 160 characters; .* 161$/);
    await own.close();
  });

  test('what is just long enough is taken', async () => {
    const calls = templateCalls(w);
    for (const template of ['x'.repeat(154) + code, code + 'x'.repeat(154)]) {
      assert.equal((await calls.create({ name: 'n'.repeat(50), template })).status, 200, template);
    }
    for (const language of ['de', 'DE', 'nl_NL', 'nl-NL', 'zh-Hant', 'zh_Hant_TW', 'es-419']) {
      const { status, body } = await calls.create({ ...sms, translations: { [language]: sms.template } });
      assert.deepEqual([status, Object.keys(body.translations)], [200, [language]]);
    }
  });
});
