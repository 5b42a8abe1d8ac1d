import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fillTemplate } from '../../src/delivery/providers/http/httpTemplate.ts';
import { found, patternProblem } from '../../src/delivery/providers/http/pattern.ts';
import { dig, parsed } from '../../src/delivery/providers/shared/exchange.ts';
import { fieldsOf } from '../../src/delivery/providers/shared/webhooks.ts';
import { receiptOf } from '../../src/delivery/providers/smpp/smppReceipt.ts';
import { readKid } from '../../src/domain/devices/device.ts';
import { readAuthenticatorData } from '../../src/domain/fido/authenticatorData.ts';
import { readBytes, writeBytes } from '../../src/domain/fido/bytes.ts';
import { readClientData } from '../../src/domain/fido/clientData.ts';
import { readU2fRegistration, readU2fSignature } from '../../src/domain/fido/u2fMessages.ts';
import { fromBase32, toBase32 } from '../../src/domain/hardwareTokens/base32.ts';
import { readSecret } from '../../src/domain/hardwareTokens/sharedSecret.ts';
import { readOtp } from '../../src/domain/hardwareTokens/yubicoOtp.ts';
import { otherRadix, receiptId } from '../../src/domain/messages/receiptId.ts';
import { noProxies } from '../../src/domain/policy/proxyPolicy.ts';
import { loginKey, refusedLogin } from '../../src/domain/users/login/login.ts';
import { isEmailAddress, mailboxOf } from '../../src/domain/values/emailAddress.ts';
import { wantedLanguages } from '../../src/domain/values/languages.ts';
import { addressOf, networkOf } from '../../src/domain/values/network.ts';
import { toE164 } from '../../src/domain/values/phoneNumber.ts';
import { createAddresses } from '../../src/http/auth/addresses.ts';
import { readHeader } from '../../src/http/auth/statements.ts';
import { wrongEncoding } from '../../src/http/contentType.ts';
import { headerText } from '../../src/http/headerText.ts';
import { readCursor } from '../../src/operations/shared/replies.ts';
import { parseScim } from '../../src/operations/shared/scimParser.ts';
import { createGuard, nothingAllowed } from '../../src/outgoing/guard.ts';
import { reads, run, texts } from './fuzzing.ts';

const guard = createGuard(nothingAllowed);
const addresses = createAddresses({ ...noProxies, hops: 2 });

/** Parsers of texts by strangers, with a text that each takes; those of protocols are in `protocols.property.test.ts`. */
const parsers: Readonly<Record<string, readonly [read: (text: string) => unknown, taken: string]>> = {
  'base64 of security keys': [readBytes, 'AAEC-_8='],
  'e-mail addresses': [isEmailAddress, 'ada.lovelace@example.com'],
  logins: [(text) => [refusedLogin(text), loginKey(text)], 'Zo\u00eb\uff20example.com'],
  mailboxes: [mailboxOf, 'Ada@Bücher.example'],
  'Accept-Language': [wantedLanguages, 'de-AT, de;q=0.8, *;q=0.1'],
  'IP addresses': [addressOf, '[2001:db8::1]:8080'],
  networks: [networkOf, '2001:db8::1'],
  'phone numbers': [(text) => toE164(text, 'US'), '+1 (802) 448-2036'],
  'X-Forwarded-For': [
    (text) => addresses({ ip: '10.0.0.1', headers: { 'x-forwarded-for': text } }),
    '1.2.3.4, unknown, ::1',
  ],
  'SCIM expressions': [parseScim, 'profile.login eq "a" and not (status pr or id sw "b")'],
  'ids of devices': [readKid, '00u1.opf1.dev1'],
  base32: [fromBase32, 'JBSWY3DPEHPK3PXP'],
  'shared secrets': [(text) => readSecret(text, 'base64'), 'AAECAwQFBgcICQ=='],
  'YubiKey codes': [readOtp, 'ccccccbchvthlivuitriujjifivbvtrjkjfirllluurj'],
  'headers of statements': [readHeader, 'eyJhbGciOiJFUzI1NiJ9.e30.c2ln'],
  'Content-Type': [(text) => wrongEncoding(text, {}), 'application/json; charset="utf-8"'],
  'Content-Encoding': [(text) => wrongEncoding('application/json', { 'content-encoding': text }), 'identity'],
  'User-Agent': [(text) => headerText(text, 512), 'okta-sdk-java/19.0.0'],
  'templates of gateways': [(text) => fillTemplate(text, { to: '+1', text }, 'application/json'), '{"to":"{{to}}"}'],
  'patterns of gateways': [(text) => patternProblem(text) === undefined && found(text, 'OK 200'), '^(OK|\\d+)\\b'],
  'answers of gateways': [(text) => dig(parsed(text), 'messages', 0, 'id'), '{"messages":[{"id":"1"}]}'],
  'forms of vendors': [
    (text) => fieldsOf({ method: 'POST', url: 'https://a.test/', headers: {}, body: text }),
    'a=1&b=%20',
  ],
  'ids in receipts': [(text) => [receiptId(text), otherRadix(text)], ' 00B8BE19'],
  cursors: [(text) => readCursor(text, /^(.*)\|(.*)$/), 'YXxi'],
  'SMPP receipts': [
    (text) => receiptOf({ esm_class: 4, short_message: text }, true),
    'id:12 sub:001 dlvrd:001 stat:DELIVRD err:000 text:x',
  ],
  'addresses of hooks': [guard.uriProblem, 'https://hooks.example.com:8443/x?y=1'],
  'hosts of mail servers': [(text) => guard.hostProblem({ host: text, encrypted: true }), 'mail.example.com'],
};

/** Every parser of ours that reads bytes. */
const ofBytes = { readAuthenticatorData, readClientData, readU2fRegistration, readU2fSignature } as const;

describe('fuzzing of the parsers of texts by strangers', () => {
  for (const [name, [read, taken]] of Object.entries(parsers)) {
    test(`${name}: no text breaks it, and none takes it long`, () => {
      fc.assert(
        fc.property(texts(taken), (text) => reads(() => read(text))),
        run,
      );
    });
  }
  for (const [name, read] of Object.entries(ofBytes)) {
    test(`${name}: no bytes break it`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => reads(() => read(bytes))),
        run,
      );
    });
  }

  test('what is written is read as it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        assert.deepEqual(readBytes(writeBytes(bytes)), bytes);
        assert.deepEqual(fromBase32(toBase32(bytes)), bytes);
      }),
      run,
    );
  });

  test('SSRF: no spelling of a private IPv4 address passes the guard', () => {
    const inside = fc.oneof(
      fc.tuple(fc.constantFrom(10, 127, 0), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255), fc.nat(255)),
    );
    const radix = fc.constantFrom(
      (n: number) => String(n),
      (n: number) => `0x${n.toString(16)}`,
      (n: number) => `0${n.toString(8)}`,
    );
    fc.assert(
      fc.property(
        inside,
        fc.tuple(radix, radix, radix, radix),
        fc.integer({ min: 1, max: 4 }),
        (parts, write, count) => {
          // The last of fewer parts stands for all that are left out.
          const last = parts.slice(count - 1).reduce((sum, part) => sum * 256 + part, 0);
          const host = [...parts.slice(0, count - 1), last].map((part, at) => write[at]?.(part)).join('.');
          assert.notEqual(guard.uriProblem(`https://${host}/`), undefined, host);
          assert.notEqual(guard.hostProblem({ host, encrypted: true }), undefined, host);
        },
      ),
      run,
    );
  });
});
