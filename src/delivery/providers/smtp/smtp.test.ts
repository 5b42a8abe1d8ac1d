import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { certificate } from '../../../../test/support/certificate.ts';
import { email, io, NOW, sms } from '../../../../test/support/messages/providerTry.ts';
import { smtp } from './smtp.ts';

const pem = await certificate();

interface Mailbox {
  readonly port: number;
  readonly mails: ParsedMail[];
  readonly connections: () => number;
}

/** A real mail server that keeps what it gets. */
async function mailServer(t: TestContext, options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mails: ParsedMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    ...pem,
    authOptional: true,
    // Hooks run in the order they were made: this server is closed before its clients are.
    closeTimeout: 50,
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  t.after(() => new Promise<void>((closed) => server.close(() => closed())));
  return { port: (server.server.address() as AddressInfo).port, mails, connections: () => connections };
}

const base = { host: '127.0.0.1', from: 'Example <no-reply@example.com>', ca: pem.cert };

/** Sends, and hangs up in the end: a waiting connection would hold the server. */
async function send(t: TestContext, settings: Parameters<typeof smtp.send>[1], message = email(), over = {}) {
  t.after(() => smtp.close?.(settings));
  return smtp.send(message, settings, io(over));
}

const refusing = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

describe('SMTP', () => {
  test('an e-mail arrives with text and HTML, over STARTTLS, after signing in', async (t) => {
    const users: (string | undefined)[] = [];
    const { port, mails } = await mailServer(t, {
      authOptional: false,
      onAuth: ({ username, password }, session, done) => {
        users.push(username);
        done(null, session.secure && password === 'mail-secret' ? { user: username } : {});
      },
    });
    const settings = { ...base, port, user: 'ada', password: 'mail-secret', replyTo: 'help@example.com' };
    assert.deepEqual(await send(t, settings), { accepted: true, reference: '<msg1@example.com>' });
    assert.deepEqual(users, ['ada']);
    const [mail] = mails;
    assert.equal(mail?.subject, 'Your verification code');
    assert.equal(mail?.text?.trim(), 'Your verification code is 749281.');
    assert.equal(mail?.html, '<p>Your verification code is <b>749281</b>.</p>');
    assert.deepEqual(mail?.from?.value, [{ address: 'no-reply@example.com', name: 'Example' }]);
    assert.deepEqual([mail?.replyTo?.text, mail?.messageId], ['help@example.com', '<msg1@example.com>']);
    assert.equal(mail?.date?.getTime(), NOW.epochMilliseconds);
    assert.equal(mail?.headers.get('auto-submitted'), 'auto-generated');
  });

  test('TLS from the start works as well, and its certificate is checked', async (t) => {
    const { port, mails } = await mailServer(t, { secure: true });
    const settings = { ...base, port, security: 'tls' as const };
    assert.ok((await send(t, settings)).accepted);
    assert.equal(mails.length, 1);
    const { ca: _, ...trusting } = settings;
    const receipt = await send(t, trusting);
    assert.ok(!receipt.accepted && receipt.retry);
    assert.equal(mails.length, 1);
  });

  test('a server without STARTTLS gets neither password nor code, unless it is meant', async (t) => {
    const { port, mails } = await mailServer(t, { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    const receipt = await send(t, { ...base, port });
    assert.ok(!receipt.accepted && receipt.retry);
    assert.equal(mails.length, 0);
    assert.ok((await send(t, { ...base, port, security: 'none' })).accepted);
    assert.equal(mails.length, 1);
  });

  test('the next e-mail goes over the connection that is open, and over a new one when that was cut', async (t) => {
    const { port, mails, connections } = await mailServer(t);
    const settings = { ...base, port };
    await send(t, settings);
    await send(t, settings);
    assert.deepEqual([mails.length, connections()], [2, 1]);
    await smtp.close?.(settings);
    await send(t, settings);
    assert.deepEqual([mails.length, connections()], [3, 2]);
  });

  test('parallel e-mails do not mix', async (t) => {
    const { port, mails } = await mailServer(t);
    const people = Array.from({ length: 8 }, (_, index) => `p${index}@example.com`);
    const receipts = await Promise.all(
      people.map((to) => send(t, { ...base, port }, email({ to, id: to.slice(0, 2) }))),
    );
    assert.ok(receipts.every(({ accepted }) => accepted));
    const arrived = mails.map(({ to }) => [to].flat()[0]?.text).sort();
    assert.deepEqual(arrived, people);
  });

  const refusals: readonly (readonly [number, string, boolean, string])[] = [
    [550, '5.1.1 <ada@example.com>: no such user 749281', false, 'SMTP 550 5.1.1: the address does not exist'],
    [550, '5.7.1 relaying denied for ada@example.com', true, 'SMTP 550 5.7.1'],
    [452, '4.2.2 mailbox full', true, 'SMTP 452 4.2.2'],
    [550, 'no', true, 'SMTP 550'],
  ];
  for (const [code, words, retry, reason] of refusals) {
    test(`${code} ${words.slice(0, 5)} at the recipient is ${retry ? 'for another provider to try' : 'final'}`, async (t) => {
      const { port } = await mailServer(t, { onRcptTo: (_address, _session, done) => done(refusing(code, words)) });
      const final = retry ? {} : { final: 'INVALID_RECIPIENT' };
      assert.deepEqual(await send(t, { ...base, port }), { accepted: false, retry, reason, ...final });
    });
  }

  test('a wrong password is named, and not quoted', async (t) => {
    const { port } = await mailServer(t, {
      onAuth: (auth, _session, done) => done(refusing(535, `5.7.8 bad ${auth.password}`)),
    });
    const receipt = await send(t, { ...base, port, user: 'ada', password: 'mail-secret' });
    assert.deepEqual(receipt, {
      accepted: false,
      retry: true,
      reason: 'SMTP 535 5.7.8: user and password were not accepted',
    });
  });

  test('a message refused after its last byte is not delivered', async (t) => {
    const { port } = await mailServer(t, {
      onData: (stream, _session, done) => {
        stream.resume().on('end', () => done(refusing(554, '5.6.0 spam: 749281')));
      },
    });
    assert.deepEqual(await send(t, { ...base, port }), { accepted: false, retry: true, reason: 'SMTP 554 5.6.0' });
  });

  test('a server that never speaks is left when the time is up', async (t) => {
    const silent = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    t.after(() => silent.close());
    const port = (silent.address() as AddressInfo).port;
    const receipt = await send(t, { ...base, port }, email(), { signal: AbortSignal.timeout(100) });
    assert.deepEqual(receipt, { accepted: false, retry: true, reason: 'TIMEOUT' });
  });

  test('nobody listening, and a message that is no e-mail, are for another provider', async (t) => {
    const nobody = await send(t, { ...base, port: 1 });
    assert.deepEqual(nobody, { accepted: false, retry: true, reason: 'NO_CONNECTION (ESOCKET)' });
    const wrong = await send(t, { ...base, port: 1 }, sms());
    assert.deepEqual(wrong, { accepted: false, retry: true, reason: 'CHANNEL: SMTP carries e-mail only' });
  });
});
