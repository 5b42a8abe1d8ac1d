import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { call, email, io, sms } from '../../../test/support/messages/providerTry.ts';
import type { Addressed } from '../provider.ts';
import { log } from './log.ts';

describe('the log provider', () => {
  for (const message of [sms(), call(), email(), sms({ code: 'QWERTY' })]) {
    test(`writes one line without the code for ${message.rendered.channel}, code ${message.code}`, async () => {
      const lines: string[] = [];
      const more = `${message.rendered.text}\nOr ${message.code}.`;
      const told = { ...message, rendered: { ...message.rendered, text: more } } as Addressed;
      assert.deepEqual(await log.send(told, {}, io({ log: (line) => lines.push(line) })), {
        accepted: true,
        reference: 'msg1',
      });
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', new RegExp(`^${message.rendered.channel} to .*not sent: .*code is`));
      for (const secret of [message.code, message.to, '7, 4', '\n']) assert.ok(!lines[0]?.includes(secret), secret);
    });
  }
});
