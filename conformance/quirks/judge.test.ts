import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reply } from '../driver/call.ts';
import { has } from '../driver/wanted.ts';
import type { Answer } from '../driver/world.ts';
import type { Fixture } from './fixture.ts';
import { judge } from './judge.ts';
import type { Reader } from './reader.ts';

const resend = [{ name: 'sms', href: 'https://cofactor.test' }];
const pending: Fixture = {
  subject: 'sms',
  call: { operation: 'getFactor' },
  reply: { status: 200, body: { id: 'mbl1', _links: { resend } } },
  wanted: has('id'),
};
const plain: Fixture = { ...pending, subject: 'question', reply: { status: 200, body: { id: 'ufs1' } } };

/** An SDK whose one quirk is `resend-link`, and which reads what `readable` says. */
function reader(readable: (body: Answer['body']) => boolean, agent = 'okta-sdk-java/20.0.0'): Reader {
  return {
    client: 'sdk',
    agent: () => agent,
    close: () => Promise.resolve(),
    read({ operation }, { body }): Promise<Reply> {
      const said = { client: 'sdk', operation };
      const reply = { ...said, result: 'failed', error: 'unreadable' } as const;
      return Promise.resolve(readable(body) ? { ...said, result: 'passed', value: body } : reply);
    },
  };
}

const readsNoList = (body: Answer['body']): boolean => !Array.isArray(body._links?.resend);

test('a quirk without which a reply is lost, and with which it is read, is right', async () => {
  const { needed, wrong } = await judge(reader(readsNoList), [pending, plain], []);
  assert.deepEqual([[...needed], wrong], [['resend-link'], []]);
});

test('a quirk of an SDK that reads everything is in vain', async () => {
  const { wrong } = await judge(
    reader(() => true),
    [pending],
    [],
  );
  assert.deepEqual(wrong, ['resend-link: every reply is read without it']);
});

test('a quirk that does not help is wrong', async () => {
  const { wrong } = await judge(
    reader((body) => body.id !== 'mbl1'),
    [pending],
    [],
  );
  assert.deepEqual(wrong, ['getFactor sms: resend-link does not help: unreadable']);
});

test('a reply that an SDK without a quirk loses is a quirk not yet made, unless it is known', async () => {
  const other = reader(readsNoList, 'okta-sdk-java/24.0.0');
  assert.deepEqual((await judge(other, [pending, plain], [])).wrong, [
    'getFactor sms: no quirk spares it this: unreadable',
  ]);
  const known = { clients: ['sdk'], calls: ['getFactor sms'], by: 'SDK', error: '', why: 'So it is.' } as const;
  assert.deepEqual((await judge(other, [pending, plain], [known])).wrong, []);
});
