import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ENGINES } from '../support/engines.ts';
import { linkOf, newest } from '../support/log/logCalls.ts';
import { consoleUser } from '../support/signin/signInCalls.ts';
import { type World, world } from '../support/world.ts';

for (const engine of ENGINES) {
  describe(`attacks on the system log: ${engine}`, () => {
    let w: World;
    before(async () => {
      w = await world(engine);
    });
    after(() => w.close());

    const from = (address: string) => ({ 'x-forwarded-for': address, 'user-agent': 'Attacker/1.0' });
    const logins = (address: string, count: number) =>
      Array.fromAsync({ length: count }, async (_, at) => {
        const body = { login: `nobody${at}@example.com`, password: 'hunter2-hunter2' };
        const headers = { origin: 'https://cofactor.test', ...from(address) };
        return w.call('POST', '/admin/signin/password', body, { token: null, headers });
      });

    test('attack: guesses at logins that nobody has stay out of the log, so that trying them out is not seen', async () => {
      const [refused] = await logins('203.0.113.80', 1);
      assert.equal(refused?.status, 401);
      const [event] = await newest(w, { filter: 'eventType eq "user.session.start"' });
      assert.deepEqual(event?.outcome, { result: 'FAILURE', reason: 'UNKNOWN_LOGIN' });
      assert.equal(event.client.userAgent.rawUserAgent, 'Attacker/1.0');
      assert.doesNotMatch(JSON.stringify(event), /nobody0|hunter2/, 'people type passwords where logins belong');
    });

    test('attack: signing somebody out leaves no trace of who did it from where', async () => {
      const admin = await consoleUser(w);
      const cookie = await admin.signIn();
      const headers = { cookie, origin: 'https://cofactor.test', 'user-agent': 'Attacker/2.0' };
      const gone = await w.call('DELETE', '/admin/session', undefined, { token: null, headers });
      assert.equal(gone.status, 204);
      const [event] = await newest(w, { filter: 'eventType eq "user.session.end"' });
      assert.equal(event?.transaction.type, 'WEB');
      assert.equal(event.client.userAgent.rawUserAgent, 'Attacker/2.0');
      assert.equal(event.actor.id, admin.id);
    });

    test('attack: a time that its offset moves out of the years of four digits hides every event', async () => {
      for (const late of ['9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00+01:00']) {
        const answers = await Promise.all(
          [{ until: late }, { since: late }, { filter: `published lt "${late}"` }].map((query) =>
            w.call('GET', `/api/v1/logs?${new URLSearchParams(query)}`),
          ),
        );
        assert.deepEqual(
          answers.map(({ status }) => status),
          [400, 400, 400],
          late,
        );
      }
      assert.ok((await newest(w, { until: '9999-12-31T23:59:59Z', since: '2000-01-01T00:00:00Z' })).length > 0);
      const first = await w.call('GET', '/api/v1/logs?until=0000-01-03T00:00:00Z');
      const self = linkOf(first.headers.link, 'self') ?? '';
      assert.equal((await w.call('GET', self)).status, 200, self);
    });
  });
}
