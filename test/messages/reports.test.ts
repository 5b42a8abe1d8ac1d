import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { withNumber } from '../support/addresses.ts';
import { everyRow } from '../support/disclosure.ts';
import { ENGINES } from '../support/engines.ts';
import { factorCalls } from '../support/factors/factorCalls.ts';
import { type Carrier, startCarrier } from '../support/messages/carrier.ts';
import { routedWorld, setUp } from '../support/messages/routedWorld.ts';
import { person } from '../support/users/people.ts';
import { eventsOf } from '../support/users/userCalls.ts';
import { BASE, type World } from '../support/world.ts';

let phones = 0;

for (const engine of ENGINES) {
  describe(`what carriers report: ${engine}`, () => {
    let w: World;
    let carrier: Carrier;
    let id: string;
    before(async () => {
      w = await routedWorld(engine);
      carrier = await startCarrier();
      id = await setUp(w, carrier.url);
    });
    after(async () => {
      await carrier.close();
      await w.close();
    });

    const path = () => `/hooks/providers/${id}`;
    const call = (
      payload: string,
      headers: Record<string, string> = {},
      url = path(),
      method: 'POST' | 'GET' = 'POST',
    ) => w.app.inject({ method, url, headers: { 'x-token': 'a-very-secret-token', ...headers }, payload });
    const report = (...reports: object[]) => call(JSON.stringify(reports), { 'content-type': 'text/x-anything' });

    test('a report that says whom the carrier did not reach is kept without that', async () => {
      const { carried, message, user } = await sent();
      const number = carried.to;
      const reason = `no handset at (${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`;
      assert.equal((await report({ reference: carried.ref, status: 'UNDELIVERED', reason })).statusCode, 204);
      assert.equal((await message()).reason, 'no handset at (…');
      const rows = await everyRow(w);
      assert.ok(rows.some((row) => row.startsWith('log ') && row.includes(user.id) && row.includes('no handset')));
      assert.deepEqual(withNumber(rows, number.slice(2)), []);
    });

    async function sent() {
      const user = await person(w);
      await factorCalls(w, user.id).sms(`+1802449${String(++phones).padStart(4, '0')}`);
      const carried = carrier.accepted.at(-1);
      assert.ok(carried);
      const message = async () => {
        const [record] = await w.store.messages.ofUser(user.id);
        assert.ok(record);
        return record;
      };
      return { user, carried, message };
    }

    /** A message that is written and not sent yet; `take` is the provider's answer to it. */
    async function queued() {
      const user = await person(w);
      const message = { id: w.services.newId('msg'), userId: user.id, factorId: 'sms1', channel: 'sms' } as const;
      const at = w.clock.now();
      const record = {
        ...message,
        purpose: 'verify',
        recipient: '+1',
        status: 'QUEUED',
        attempts: [],
        requestId: 'r',
      } as const;
      await w.store.apply([
        { do: 'insertMessage', message: { ...record, created: at, expires: at }, to: '+18024482036' },
      ]);
      return {
        async take(reference: string) {
          const attempt = { provider: id, name: 'x', result: 'ACCEPTED', milliseconds: 1, reference } as const;
          const receipt = { accepted: true, attempts: [attempt] } as const;
          await w.store.apply([{ do: 'sentMessage', userId: user.id, id: message.id, receipt, at }]);
        },
        message: async () => (await w.store.messages.ofUser(user.id))[0]!,
      };
    }

    async function taken(reference: string) {
      const { message, take } = await queued();
      await take(reference);
      return message;
    }

    test('the vendor is told where to report, and its report updates the message and the log', async () => {
      const { user, carried, message } = await sent();
      assert.equal(carried.webhookUrl, `${BASE}${path()}`);
      w.clock.advance({ seconds: 3 });
      const reply = await report({ reference: carried.ref, status: 'DELIVERED' });
      assert.deepEqual([reply.statusCode, reply.body], [204, '']);
      const { status, reported } = await message();
      assert.deepEqual([status, reported?.toString()], ['DELIVERED', w.clock.now().toString()]);
      await report({ reference: carried.ref, status: 'DELIVERED' }, { reference: carried.ref, status: 'UNDELIVERED' });
      assert.equal((await message()).status, 'DELIVERED');
      const events = (await eventsOf(w, user.id)).filter((event) => event.includes('receive_status'));
      assert.deepEqual(events, ['system.sms.receive_status']);
    });

    test('what was not delivered says why', async () => {
      const { user, carried, message } = await sent();
      await report({ reference: carried.ref, status: 'UNDELIVERED', reason: 'handset off' });
      const { status, reason } = await message();
      assert.deepEqual([status, reason], ['UNDELIVERED', 'handset off']);
      assert.ok((await eventsOf(w, user.id)).includes('system.sms.receive_status FAILURE'));
    });

    test('a vendor that is faster than our own note of the message is waited for', async () => {
      const { message, take } = await queued();
      const reporting = report({ reference: 'early', status: 'DELIVERED' });
      await new Promise((resolve) => setTimeout(resolve, 30));
      await take('early');
      assert.equal((await reporting).statusCode, 204);
      assert.equal((await message()).status, 'DELIVERED');
    });

    for (const [ours, theirs] of [
      ['00B8BE19', 'B8BE19'],
      ['39f99dd5', '39F99DD5'],
      ['0000', '0'],
      ['12', ' 0012 '],
      ['0F8FAD5B-D9CB-469F-A165-70867728950E', '0f8fad5b-d9cb-469f-a165-70867728950e'],
      ['SMa', 'SMa'],
      ['B8BE1A', '12107290'],
      ['00b8be1b', ' 0012107291'],
      ['12107292', 'B8BE1C'],
    ] as const) {
      test(`a carrier that took ${ours} and reports on ${JSON.stringify(theirs)} means one message`, async () => {
        const message = await taken(ours);
        await report({ reference: theirs, status: 'DELIVERED' });
        const { status, attempts } = await message();
        assert.deepEqual([status, attempts[0]?.reference], ['DELIVERED', ours]);
      });
    }

    test('ATTACK digits that may be of another message in the other radix are not taken for it', async () => {
      const message = await taken('16777');
      await report({ reference: '92023', status: 'DELIVERED' });
      assert.equal((await message()).status, 'ACCEPTED');
      const [decimal, hexadecimal] = [await taken('12107293'), await taken('b8be1d')];
      await report({ reference: 'B8BE1D', status: 'DELIVERED' });
      assert.deepEqual([(await decimal()).status, (await hexadecimal()).status], ['ACCEPTED', 'DELIVERED']);
    });

    test('names whose letter case counts stay apart', async () => {
      const message = await taken('Zx1');
      await report({ reference: 'zx1', status: 'DELIVERED' });
      assert.equal((await message()).status, 'ACCEPTED');
    });

    test('a forged report changes nothing, and is answered as if there were no such provider', async () => {
      const { carried, message } = await sent();
      const forged = await call(JSON.stringify([{ reference: carried.ref, status: 'UNDELIVERED' }]), {
        'x-token': 'guess',
      });
      const nowhere = await call('[]', {}, '/hooks/providers/oct00000000000000000');
      for (const reply of [forged, nowhere]) {
        const { errorId: _, ...body } = reply.json();
        assert.deepEqual([reply.statusCode, body.errorCode], [404, 'E0000008']);
      }
      assert.equal((await message()).status, 'ACCEPTED');
    });

    test('a reference that nobody knows is passed over quietly', async () => {
      const reply = await report({ reference: 'nobody', status: 'DELIVERED' });
      assert.deepEqual([reply.statusCode, reply.body], [204, '']);
    });

    test("another provider's reference is not this one's", async () => {
      const { carried, message } = await sent();
      const other = await setUp(w, `${carrier.url}other`, { enabled: false });
      const body = JSON.stringify([{ reference: carried.ref, status: 'UNDELIVERED' }]);
      assert.equal((await call(body, {}, `/hooks/providers/${other}`)).statusCode, 204);
      assert.equal((await message()).status, 'ACCEPTED');
    });

    test('a body that is too large is not read, and other methods are not allowed', async () => {
      assert.equal((await call(`["${'x'.repeat(70_000)}"]`)).statusCode, 400);
      const put = await w.app.inject({ method: 'PUT', url: path() });
      assert.deepEqual([put.statusCode, put.json().errorCode], [405, 'E0000022']);
    });

    test('one that is switched off may still report on what it has taken', async () => {
      const { carried, message } = await sent();
      await w.call('POST', `/api/v1/message-providers/${id}/lifecycle/deactivate`);
      await report({ reference: carried.ref, status: 'DELIVERED' });
      assert.equal((await message()).status, 'DELIVERED');
    });
  });
}
