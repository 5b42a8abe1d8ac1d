import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseOf, readActivation } from './activation.ts';

const TOKEN = 'q'.repeat(43);
const link = (base: string, end = `#/activate/00u1/opf1/${TOKEN}`) => `${base}/authenticator/${end}`;

test('an activation link says which service, whose factor, and the token', () => {
  const read = { userId: '00u1', factorId: 'opf1', token: TOKEN };
  assert.deepEqual(readActivation(link('https://mfa.example.com')), { base: 'https://mfa.example.com', ...read });
  assert.deepEqual(readActivation(` ${link('http://127.0.0.1:8080')}\n`), { base: 'http://127.0.0.1:8080', ...read });
  assert.deepEqual(readActivation(link('https://example.com/mfa')), { base: 'https://example.com/mfa', ...read });
});

const others = [
  '',
  'hello',
  'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ',
  `javascript:alert(1)//authenticator/#/activate/00u1/opf1/${TOKEN}`,
  link('https://mfa.example.com', '#/activate/00u1/opf1'),
  link('https://mfa.example.com', `#/activate/00u1/../${TOKEN}`),
  `https://mfa.example.com/elsewhere/#/activate/00u1/opf1/${TOKEN}`,
  link('https://mfa.example.com', `#/activate/00u1/opf1/${'q'.repeat(3000)}`),
];
for (const text of others) {
  test(`${text.slice(0, 60) || 'nothing'} is no activation link`, () => assert.equal(readActivation(text), undefined));
}

test('the app belongs to the service at whose address it is, prefix included', () => {
  const of = (href: string) => baseOf(new URL(href));
  assert.equal(of('https://mfa.example.com/authenticator/'), 'https://mfa.example.com');
  assert.equal(of('https://example.com/mfa/authenticator/#/add'), 'https://example.com/mfa');
});
