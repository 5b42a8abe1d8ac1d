import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { email, io } from '../../../../test/support/messages/providerTry.ts';
import { smtp } from './smtp.ts';

interface Script {
  /** Lines that clients wrote, with DATA and its last line as `DATA` and `.`. */
  readonly heard: string[];
  readonly sockets: Socket[];
  readonly settings: Parameters<typeof smtp.send>[1];
}

/** A mail server that says 250 to everything but where `moment` takes the line over. */
async function scripted(t: TestContext, moment: (line: string, socket: Socket) => boolean): Promise<Script> {
  const heard: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {}).write('220 mail.example\r\n');
    let [inData, text] = [false, ''];
    socket.setEncoding('utf8').on('data', (chunk) => {
      const lines = (text + chunk).split('\r\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        if (inData && line !== '.') continue;
        inData = line === 'DATA';
        heard.push(line);
        if (moment(line, socket)) continue;
        socket.write(inData ? '354 go on\r\n' : '250 yes\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const settings = { host: '127.0.0.1', port, from: 'no-reply@example.com', security: 'none' as const };
  t.after(async () => {
    await smtp.close?.(settings);
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { heard, sockets, settings };
}

const count = (heard: readonly string[], start: string): number =>
  heard.filter((line) => line.startsWith(start)).length;

describe('connections to a mail server', () => {
  test('a server that hangs up on a connection that waits does not cost the next e-mail', async (t) => {
    const { heard, sockets, settings } = await scripted(t, () => false);
    assert.ok((await smtp.send(email(), settings, io())).accepted);
    sockets[0]?.end('421 good night\r\n');
    await once(sockets[0] as Socket, 'close');
    assert.ok((await smtp.send(email(), settings, io())).accepted);
    assert.deepEqual([count(heard, 'EHLO'), count(heard, '.')], [2, 2]);
  });

  test('a server that says good night to the first command of the next e-mail gets it over a new connection', async (t) => {
    let mails = 0;
    const { heard, settings } = await scripted(t, (line, socket) => {
      if (line === '.') mails += 1;
      if (mails !== 1 || !/^(MAIL|RSET)/.test(line) || count(heard, 'EHLO') > 1) return false;
      socket.end('421 good night\r\n');
      return true;
    });
    assert.ok((await smtp.send(email(), settings, io())).accepted);
    assert.ok((await smtp.send(email(), settings, io())).accepted);
    assert.deepEqual([count(heard, 'EHLO'), count(heard, '.')], [2, 2]);
  });

  for (const before of [0, 1]) {
    test(`an e-mail whose last byte was sent is never sent again, whatever happened then (after ${before} others)`, async (t) => {
      const { heard, settings } = await scripted(t, (line, socket) => {
        if (line !== '.' || count(heard, '.') <= before) return false;
        socket.destroy();
        return true;
      });
      for (let sent = 0; sent < before; sent += 1) await smtp.send(email(), settings, io());
      const receipt = await smtp.send(email(), settings, io());
      assert.ok(!receipt.accepted && receipt.retry);
      await wait(500);
      assert.equal(count(heard, '.'), before + 1);
    });
  }

  test('when the time is up in the middle of an e-mail its connection is cut, and no other', async (t) => {
    const { heard, sockets, settings } = await scripted(t, (line) => line.includes('slow@'));
    const slow = smtp.send(email({ to: 'slow@example.com' }), settings, io({ signal: AbortSignal.timeout(300) }));
    while (!heard.some((line) => line.includes('slow@'))) await wait(5);
    const quick = smtp.send(email({ to: 'quick@example.com' }), settings, io());
    assert.ok((await quick).accepted);
    assert.deepEqual(await slow, { accepted: false, retry: true, reason: 'TIMEOUT' });
    if (!sockets[0]?.destroyed) await once(sockets[0] as Socket, 'close');
    assert.equal(sockets[1]?.destroyed, false);
    assert.deepEqual([count(heard, 'DATA'), count(heard, '.')], [1, 1]);
  });

  test('an e-mail whose time is up before it leaves is not sent at all', async (t) => {
    const { sockets, settings } = await scripted(t, () => false);
    const receipt = await smtp.send(email(), settings, io({ signal: AbortSignal.abort() }));
    assert.deepEqual(receipt, { accepted: false, retry: true, reason: 'TIMEOUT' });
    assert.equal(sockets.length, 0);
  });

  test('settings that are given up while an e-mail is under way do not lose it', async (t) => {
    const { heard, settings } = await scripted(t, () => false);
    const sent = smtp.send(email(), settings, io());
    while (!heard.some((line) => line.startsWith('EHLO'))) await wait(1);
    await smtp.close?.(settings);
    assert.ok((await sent).accepted);
  });

  test('where there is an account, no e-mail leaves over a connection that is not signed in', async (t) => {
    const { heard, settings } = await scripted(t, (line, socket) => {
      if (!line.startsWith('AUTH')) return false;
      socket.write('502 no such command\r\n');
      return true;
    });
    const signing = { ...settings, user: 'ada', password: 'mail-secret' };
    t.after(() => smtp.close?.(signing));
    assert.ok(!(await smtp.send(email(), signing, io())).accepted);
    assert.equal(count(heard, 'DATA'), 0);
  });
});
