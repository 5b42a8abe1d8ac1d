import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { certificate } from '../../../../test/support/certificate.ts';
import { io, sms } from '../../../../test/support/messages/providerTry.ts';
import { smppServer } from '../../../../test/support/messages/smppServer.ts';
import type { DeliveryReport } from '../../provider.ts';
import { smpp } from './smpp.ts';

type Settings = Parameters<typeof smpp.send>[1];
const base = { host: '127.0.0.1', systemId: 'carrier', password: 'smpp-pw1', from: 'Cofactor' };
const saying = (text: string) => ({ ...sms(), rendered: { channel: 'sms', text } }) as const;

async function send(
  t: TestContext,
  settings: Settings,
  message = sms() as ReturnType<typeof saying> | ReturnType<typeof sms>,
  over = {},
) {
  t.after(() => smpp.close?.(settings));
  return smpp.send(message, settings, io(over));
}

const words = (pdu: Readonly<Record<string, unknown>> | undefined, field = 'short_message') =>
  (pdu![field] as { message: string }).message;

describe('SMPP', () => {
  test('a message is submitted over a transmitter bind, which stays for the next one', async (t) => {
    const { port, submitted, bound } = await smppServer(t);
    const settings = { ...base, port };
    assert.deepEqual(await send(t, settings), { accepted: true, reference: '0A1' });
    assert.deepEqual(await send(t, settings), { accepted: true, reference: '0A2' });
    assert.deepEqual(
      bound.map(({ how }) => how),
      ['bind_transmitter'],
    );
    const [pdu] = submitted;
    assert.deepEqual([pdu?.source_addr, pdu?.source_addr_ton, pdu?.source_addr_npi], ['Cofactor', 5, 0]);
    assert.deepEqual([pdu?.destination_addr, pdu?.dest_addr_ton, pdu?.dest_addr_npi], ['18024482036', 1, 1]);
    assert.deepEqual([pdu?.data_coding, pdu?.esm_class, pdu?.registered_delivery], [0, 0, 0]);
    assert.equal(words(pdu), 'Your verification code is 749281.');
  });

  test('fifty messages at once share one connection, each with its own answer', async (t) => {
    const { port, submitted, bound } = await smppServer(t);
    const settings = { ...base, port };
    const receipts = await Promise.all(Array.from({ length: 50 }, () => send(t, settings)));
    const references = receipts.map((receipt) => (receipt.accepted ? receipt.reference : receipt.reason));
    assert.deepEqual([new Set(references).size, submitted.length, bound.length], [50, 50, 1]);
  });

  test('numbers and short codes are senders too, with the type and plan they suggest or are given', async (t) => {
    const { port, submitted } = await smppServer(t);
    await send(t, { ...base, port, from: '+15005550006' });
    await send(t, { ...base, port, from: '12345' });
    await send(t, { ...base, port, from: '12345', fromTon: 6, fromNpi: 8 });
    const senders = submitted.map((pdu) => [pdu.source_addr, pdu.source_addr_ton, pdu.source_addr_npi]);
    assert.deepEqual(senders, [
      ['15005550006', 1, 1],
      ['12345', 3, 0],
      ['12345', 6, 8],
    ]);
  });

  test('a text outside the GSM alphabet goes as UCS-2', async (t) => {
    const { port, submitted } = await smppServer(t);
    await send(t, { ...base, port }, saying('Код: 749281 😀'));
    assert.deepEqual([submitted[0]?.data_coding, words(submitted[0])], [8, 'Код: 749281 😀']);
  });

  const long = `${'x'.repeat(152)}€${'y'.repeat(80)}`;
  test('a long text goes in parts that a handset can put together, no letter cut in two', async (t) => {
    const { port, submitted } = await smppServer(t);
    assert.deepEqual(await send(t, { ...base, port, receipts: true }, saying(long)), {
      accepted: true,
      reference: '0A2',
    });
    assert.deepEqual(
      submitted.map((pdu) => words(pdu)),
      ['x'.repeat(152), `€${'y'.repeat(80)}`],
    );
    assert.deepEqual(
      submitted.map(({ esm_class }) => esm_class),
      [0x40, 0x40],
    );
    const headers = submitted.map((pdu) => Buffer.concat((pdu.short_message as { udh: Buffer[] }).udh).toString('hex'));
    assert.deepEqual(headers, ['0003070201', '0003070202']);
    assert.deepEqual(
      submitted.map(({ registered_delivery }) => registered_delivery),
      [0, 1],
    );
  });

  test('its parts may be marked by SAR parameters, or go whole', async (t) => {
    const { port, submitted } = await smppServer(t);
    const emoji = '😀'.repeat(40);
    await send(t, { ...base, port, concatenation: 'sar' }, saying(emoji));
    await send(t, { ...base, port, concatenation: 'payload' }, saying(long));
    const [first, second, whole] = submitted;
    assert.equal(words(first) + words(second), emoji);
    assert.ok(words(first).isWellFormed() && words(second).isWellFormed());
    assert.deepEqual(
      [first, second].map((pdu) => [pdu?.sar_msg_ref_num, pdu?.sar_total_segments, pdu?.sar_segment_seqnum]),
      [
        [7, 2, 1],
        [7, 2, 2],
      ],
    );
    assert.equal(words(whole, 'message_payload'), long);
  });

  test('closing says good-bye, and the next message binds anew', async (t) => {
    const { port, bound, unbound } = await smppServer(t);
    const settings = { ...base, port };
    await send(t, settings);
    await smpp.close?.(settings);
    assert.deepEqual([bound.length, unbound()], [1, 1]);
    assert.ok((await send(t, settings)).accepted);
    assert.equal(bound.length, 2);
  });

  const refusals: readonly (readonly [number, boolean, string])[] = [
    [0x0b, false, 'SMPP ESME_RINVDSTADR: the number is not valid'],
    [0x58, true, 'SMPP ESME_RTHROTTLED: too many messages'],
    [0x14, true, 'SMPP ESME_RMSGQFUL: the queue is full'],
    [0x0402, true, 'SMPP command status 0x00000402'],
  ];
  for (const [status, retry, reason] of refusals) {
    test(`status ${status} is ${retry ? 'for another provider to try' : 'final'}`, async (t) => {
      const { port } = await smppServer(t, { submit: () => status });
      const final = retry ? {} : { final: 'INVALID_RECIPIENT' };
      assert.deepEqual(await send(t, { ...base, port }), { accepted: false, retry, reason, ...final });
    });
  }

  test('a wrong password is named, and not quoted', async (t) => {
    const { port } = await smppServer(t);
    const receipt = await send(t, { ...base, port, password: 'wrong-pw' });
    assert.deepEqual(receipt, { accepted: false, retry: true, reason: 'SMPP ESME_RINVPASWD: the password is wrong' });
  });

  test('a connection that is lost mid-message fails that message, and the next one binds again', async (t) => {
    let lost = true;
    const { port, bound } = await smppServer(t, { submit: () => (lost ? 'hang up' : 0) });
    const settings = { ...base, port };
    const receipt = await send(t, settings);
    assert.ok(!receipt.accepted && receipt.retry);
    assert.match(receipt.reason, /^NO_CONNECTION/);
    lost = false;
    assert.ok((await send(t, settings)).accepted);
    assert.equal(bound.length, 2);
  });

  test('nobody listening, and a gateway that never answers, are for another provider', async (t) => {
    const nobody = await send(t, { ...base, port: 1 });
    assert.deepEqual(nobody, { accepted: false, retry: true, reason: 'NO_CONNECTION (ECONNREFUSED)' });
    const { port } = await smppServer(t, { submit: () => 'silence' });
    const late = { accepted: false, retry: true, reason: 'TIMEOUT' };
    assert.deepEqual(await send(t, { ...base, port }, sms(), { signal: AbortSignal.timeout(150) }), late);
    const silent = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    t.after(() => silent.close());
    const mute = { ...base, port: (silent.address() as AddressInfo).port };
    assert.deepEqual(await send(t, mute, sms(), { signal: AbortSignal.timeout(150) }), late);
  });

  test('TLS is used when it is asked for, and its certificate checked', async (t) => {
    const tls = await certificate();
    const { port, submitted } = await smppServer(t, { tls });
    assert.ok((await send(t, { ...base, port, tls: true, ca: tls.cert })).accepted);
    const receipt = await send(t, { ...base, port, tls: true });
    assert.ok(!receipt.accepted && receipt.retry);
    assert.equal(submitted.length, 1);
  });

  test('receipts come over the same connection and find their message', async (t) => {
    const { port, bound } = await smppServer(t);
    const settings = { ...base, port, receipts: true, decimalReceiptIds: true };
    const reports: DeliveryReport[] = [];
    const receipt = await send(t, settings, sms(), { reported: (report: DeliveryReport) => reports.push(report) });
    assert.deepEqual(receipt, { accepted: true, reference: 'a1' });
    assert.equal(bound[0]?.how, 'bind_transceiver');
    const deliver = async (fields: object) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      bound[0]?.session.deliver_sm({ source_addr: '18024482036', destination_addr: 'Cofactor', ...fields }, () =>
        resolve(),
      );
      await promise;
    };
    const text = (state: string, error: string) =>
      `id:161 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:${state} err:${error} text:Your`;
    await deliver({ esm_class: 4, short_message: text('ENROUTE', '000') });
    await deliver({ esm_class: 0, short_message: text('DELIVRD', '000') });
    await deliver({ esm_class: 4, short_message: text('UNDELIV', '017') });
    await deliver({ esm_class: 4, short_message: '', receipted_message_id: '161', message_state: 2 });
    await wait(20);
    assert.deepEqual(reports, [
      { reference: 'a1', status: 'UNDELIVERED', reason: 'UNDELIV 017' },
      { reference: 'a1', status: 'DELIVERED' },
    ]);
  });
});
