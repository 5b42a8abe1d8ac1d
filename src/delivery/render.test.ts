import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { limits } from '../domain/budgets/budgets.ts';
import type { Message } from '../domain/messages/message.ts';
import { defaultTexts } from '../domain/templates/defaultTexts.ts';
import type { Wording } from '../domain/templates/template.ts';
import { renderMessage } from './render.ts';

const message = (over: Partial<Message>): Message => ({
  channel: 'sms',
  to: '+18024482036',
  purpose: 'verify',
  values: { code: '012345', lifetime: Temporal.Duration.from({ minutes: 5 }) },
  limit: limits.sms('+18024482036'),
  ...over,
});

const render = (said: Message, over: Partial<Wording> = {}) => {
  const texts = defaultTexts(said.channel, said.purpose);
  return renderMessage({ message: said, wording: { templateId: 'default', texts, orgName: 'Cofactor', ...over } });
};

const asEmail = (over: Partial<Message> = {}, wording: Partial<Wording> = {}) => {
  const rendered = render(message({ channel: 'email', to: 'ada@example.com', ...over }), wording);
  assert.ok(rendered.channel === 'email');
  return rendered;
};

describe('what a message says', () => {
  test("a text message has Okta's words", () => {
    assert.deepEqual(render(message({})), {
      channel: 'sms',
      language: 'en',
      text: 'Your verification code is 012345.',
    });
  });

  test('a call speaks digit by digit, twice', () => {
    assert.deepEqual(render(message({ channel: 'call' })), {
      channel: 'call',
      language: 'en',
      text: 'Your verification code is 0, 1, 2, 3, 4, 5. Again: 0, 1, 2, 3, 4, 5.',
    });
  });

  test('an e-mail has the code in its text and its HTML, and never in the subject', () => {
    for (const purpose of ['activate', 'verify'] as const) {
      const { subject, text, html } = asEmail({ purpose });
      assert.match(text, /012345/);
      assert.match(html, />012345</);
      assert.doesNotMatch(subject, /\d/);
    }
    assert.notEqual(asEmail({ purpose: 'activate' }).subject, asEmail({ purpose: 'verify' }).subject);
  });

  const lengths: readonly (readonly [number, string])[] = [
    [1, '1 second'],
    [90, '1 minute, 30 seconds'],
    [300, '5 minutes'],
    [5400, '1 hour, 30 minutes'],
    [3_725, '1 hour, 2 minutes'],
    [86_400, '24 hours'],
    [7 * 86_400, '7 days'],
    [10 * 86_400 + 3_725, '10 days, 1 hour'],
  ];
  for (const [seconds, words] of lengths) {
    test(`an e-mail whose code lives ${seconds} seconds says ${words}`, () => {
      const values = { code: '012345', lifetime: Temporal.Duration.from({ seconds }) };
      const { text, html } = asEmail({ values });
      for (const part of [text, html]) assert.ok(part.includes(`expires in ${words}.`), part);
    });
  }

  test('a code cannot become markup', () => {
    const values = { code: '<b>&"', lifetime: Temporal.Duration.from({ minutes: 5 }) };
    assert.match(asEmail({ values }).html, />&lt;b&gt;&amp;&quot;</);
  });

  test('ATTACK values that look like macros or replacement patterns stay what they are', () => {
    const orgName = `$& \${code} $1 $$`;
    const texts = { template: `\${org.name}: \${code} \${unknown}` };
    assert.equal(render(message({}), { orgName, texts }).text, `${orgName}: 012345 \${unknown}`);
    const values = { code: "$&`$'", lifetime: Temporal.Duration.from({ minutes: 5 }) };
    assert.equal(render(message({ values }), { orgName: 'O', texts }).text, `O: ${values.code} \${unknown}`);
  });

  test("ATTACK an organization's name cannot become markup, nor a header of its own", () => {
    const orgName = '<img src="x" onerror=\'alert(1)\'>\r\nBcc: eve@example.com';
    const texts = {
      subject: `Hi \${org.name}`,
      template: `\${org.name} \${code}`,
      html: `<a title='\${org.name}'>\${code}</a>`,
    };
    const { subject, text, html } = asEmail({}, { orgName, texts });
    assert.equal(subject, `Hi ${orgName.replace('\r\n', ' ')}`);
    assert.equal(text, `${orgName} 012345`);
    assert.doesNotMatch(html, /<img|onerror='/);
    assert.doesNotMatch(asEmail({}, { orgName, texts: { subject: '', template: texts.template } }).html, /<img/);
  });
});
