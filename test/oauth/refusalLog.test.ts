import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogEntry } from '../../src/domain/log/logEntry.ts';
import { disclosures, everyRow } from '../support/disclosure.ts';
import { eachWorld } from '../support/eachWorld.ts';
import { ENGINES } from '../support/engines.ts';
import { askToken, assertion, boundToken, keyPair, newApp } from '../support/oauth/app.ts';
import type { World } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`token requests that were refused, in the log on ${engine}`, () => {
    let w: World;
    eachWorld(engine, (next) => {
      w = next;
    });
    const refusals = async (): Promise<readonly LogEntry[]> =>
      (await w.store.log.recent('', 1_000)).filter(({ outcome }) => outcome === 'FAILURE');
    const last = async () => {
      const { at: _at, requestId, ...entry } = (await refusals()).at(-1) as LogEntry;
      assert.ok(requestId);
      return entry;
    };
    const EVENT = 'app.oauth2.token.grant.access_token';

    test('an entry has the client and the cause; the client did it only where its assertion held', async () => {
      const key = await keyPair();
      const app = await newApp(w, { keys: [key] });
      const about = { clientId: app.id, name: 'An app' };
      const thief = { ...(await keyPair()), kid: key.kid };
      const forged = await assertion(w, app.id, thief);
      await askToken(w, { client_assertion: forged }, { 'user-agent': 'thief/1' });
      assert.deepEqual(await last(), {
        event: EVENT,
        outcome: 'FAILURE',
        reason: 'WRONG_SIGNATURE',
        userId: '',
        userAgent: 'thief/1',
        detail: { ...about, error: 'invalid_client', cause: 'The client_assertion signature is invalid.' },
      });
      const held = await assertion(w, app.id, key);
      await askToken(w, { client_assertion: held, scope: 'okta.logs.read' }, { 'user-agent': 'sync/1' });
      assert.deepEqual(await last(), {
        event: EVENT,
        outcome: 'FAILURE',
        reason: 'NOT_GRANTED',
        userId: '',
        actor: app.id,
        principal: { kind: 'serviceApp' },
        userAgent: 'sync/1',
        detail: {
          ...about,
          error: 'consent_required',
          cause: 'You are not allowed any of the requested scopes.',
        },
      });
      await askToken(w, { client_assertion: await assertion(w, '0oaNobody0000000000', key) });
      const { detail, reason } = await last();
      assert.deepEqual([reason, detail?.clientId], ['UNKNOWN_CLIENT', undefined]);
      assert.deepEqual(disclosures(await everyRow(w), [forged, held]), []);
    });

    test('the refusal that brings a nonce is no failure', async () => {
      const [key, own] = [await keyPair(), await keyPair()];
      await boundToken(w, await newApp(w, { keys: [key], dpopBound: true }), key, own);
      assert.deepEqual(await refusals(), []);
    });

    test('attack: strangers fill the log; sixty an hour are noted, and others’ are noted all the same', async () => {
      const [key, thief] = [await keyPair(), await keyPair()];
      const app = await newApp(w, { keys: [key] });
      const forge = async (clientId: string) =>
        askToken(w, { client_assertion: await assertion(w, clientId, { ...thief, kid: key.kid }) });
      for (let n = 0; n < 70; n++) {
        await forge(`0oaNobody000000000${n}`);
        await forge(app.id);
      }
      const counts = async () => {
        const all = await refusals();
        return [all.filter(({ detail }) => detail?.clientId === app.id).length, all.length];
      };
      assert.deepEqual(await counts(), [60, 120]);
      assert.equal((await refusals()).filter(({ detail }) => detail?.more !== undefined).length, 2);
      const other = await newApp(w, { keys: [key] });
      await forge(other.id);
      assert.deepEqual(await counts(), [60, 121]);
      w.clock.advance({ hours: 1 });
      await forge(app.id);
      assert.deepEqual(await counts(), [61, 122]);
    });
  });
}
