import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { administrator } from '../support/access/administrators.ts';
import { ENGINES } from '../support/engines.ts';
import { type Event, linkOf, newest, page } from '../support/log/logCalls.ts';
import { USERS } from '../support/users/userCalls.ts';
import { type World, world } from '../support/world.ts';

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1';
const credentials = { password: { value: 'Correct-horse-7' } };
const types = (events: readonly Event[]) => events.map(({ eventType }) => eventType);

for (const engine of ENGINES) {
  describe(`the system log: ${engine}`, () => {
    let w: World;
    let user: { readonly id: string };
    let other: { readonly id: string };
    let factorId: string;
    before(async () => {
      w = await world(engine);
      user = await create('jane@example.com');
      other = await create('joe@example.com');
      const sms = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+18024482036' } };
      const headers = { 'user-agent': PHONE, 'x-forwarded-for': '192.0.2.7' };
      const { id } = (await w.call('POST', `${USERS}/${user.id}/factors`, sms, { headers })).body;
      const activate = `${USERS}/${user.id}/factors/${id}/lifecycle/activate`;
      factorId = (await w.call('POST', activate, { passCode: w.lastCode() }, { headers })).body.id;
      w.clock.advance({ seconds: 31 });
      const verify = `${USERS}/${user.id}/factors/${factorId}/verify`;
      await w.call('POST', verify, undefined, { headers });
      await w.call('POST', verify, { passCode: '000000x' }, { headers });
      await w.call('POST', verify, { passCode: w.lastCode() }, { headers });
      await w.call('POST', `${USERS}/${other.id}/lifecycle/suspend`);
    });
    after(() => w.close());
    const create = async (login: string): Promise<{ readonly id: string }> =>
      (await w.call('POST', USERS, { profile: { firstName: 'A', lastName: 'B', email: login, login }, credentials }))
        .body;
    const bounded = (query: Readonly<Record<string, string>>) => newest(w, query);
    const filtered = (filter: string) => bounded({ filter });

    test('an event has Okta’s members, and who, where, what and how it ended', async () => {
      const [event] = await filtered('eventType eq "user.authentication.auth_via_mfa" and outcome.result eq "SUCCESS"');
      const { uuid, published, transaction, debugContext, ...rest } = event;
      assert.match(uuid, /^[\da-f-]{36}$/);
      assert.equal(published, w.clock.now().toString({ fractionalSecondDigits: 3 }));
      assert.equal(transaction.type, 'WEB');
      assert.equal(debugContext.debugData.factor, 'SMS_FACTOR');
      assert.equal(debugContext.debugData.requestId, transaction.id);
      const [token] = await w.store.tokens.list();
      assert.deepEqual(transaction.detail, { requestApiTokenId: token?.id });
      const jane = { id: user.id, type: 'User', alternateId: 'jane@example.com', displayName: rest.actor.displayName };
      assert.deepEqual(rest, {
        eventType: 'user.authentication.auth_via_mfa',
        version: '0',
        severity: 'INFO',
        legacyEventType: null,
        displayMessage: 'Authentication of user via MFA',
        actor: { ...jane, detailEntry: null },
        client: {
          userAgent: { rawUserAgent: PHONE, os: 'iOS', browser: 'SAFARI' },
          zone: 'null',
          device: 'Mobile',
          id: null,
          ipAddress: rest.client.ipAddress,
          geographicalContext: null,
        },
        authenticationContext: {
          authenticationProvider: 'FACTOR_PROVIDER',
          credentialProvider: 'OKTA_CREDENTIAL_PROVIDER',
          credentialType: 'SMS',
          issuer: null,
          interface: null,
          authenticationStep: 0,
          externalSessionId: 'unknown',
        },
        outcome: { result: 'SUCCESS', reason: null },
        target: [
          { ...jane, detailEntry: null },
          {
            id: factorId,
            type: 'AuthenticatorEnrollment',
            alternateId: 'unknown',
            displayName: 'SMS',
            detailEntry: rest.target[1].detailEntry,
          },
        ],
        request: {
          ipChain: [{ ip: rest.client.ipAddress, version: 'V4', geographicalContext: null, source: null }],
        },
        securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
      });
    });

    test('what was refused warns and says why; messages are sent by the system', async () => {
      const [failed] = await filtered('outcome.result eq "FAILURE"');
      assert.deepEqual([failed.severity, failed.outcome.reason, failed.actor.id], ['WARN', 'WRONG_CODE', user.id]);
      const [sent] = await filtered('eventType eq "system.sms.send_factor_verify_message"');
      assert.deepEqual([sent.actor.type, sent.actor.displayName], ['SystemPrincipal', 'Okta System']);
      assert.equal(sent.target[0].id, user.id);
    });

    test('who acts on others is the owner of the token; what changed stands at the target', async () => {
      const { user: admin, secret } = await administrator(w, 'USER_ADMIN');
      await w.call('POST', `${USERS}/${other.id}`, { profile: { nickName: 'Joey' } }, { token: secret });
      const [event] = await filtered(`eventType eq "user.account.update_profile" and actor.id eq "${admin.id}"`);
      assert.deepEqual(event.actor.type, 'User');
      assert.deepEqual(event.target[0].detailEntry, { changedAttributes: 'nickName' });
    });

    test('each value by which SIEMs filter finds the same events that reading all of them does', async () => {
      const everything = await bounded({ limit: '1000' });
      const [verified] = everything.filter(({ eventType }) => eventType === 'user.authentication.auth_via_mfa');
      const filters: readonly (readonly [string, (event: Event) => boolean])[] = [
        ['eventType eq "user.lifecycle.create"', (event) => event.eventType === 'user.lifecycle.create'],
        [`actor.id eq "${user.id}"`, (event) => event.actor.id === user.id],
        [`target.id eq "${user.id}"`, (event) => event.target.some(({ id }: Event) => id === user.id)],
        [`target.id eq "${factorId}"`, (event) => event.target.some(({ id }: Event) => id === factorId)],
        ['outcome.result eq "FAILURE"', (event) => event.outcome.result === 'FAILURE'],
        [
          `client.ipAddress eq "${verified.client.ipAddress}"`,
          (event) => event.client.ipAddress === verified.client.ipAddress,
        ],
        [`transaction.id eq "${verified.transaction.id}"`, (event) => event.transaction.id === verified.transaction.id],
        [`uuid eq "${verified.uuid}"`, (event) => event.uuid === verified.uuid],
        [
          'eventType eq "user.lifecycle.create" or outcome.result eq "FAILURE" or eventType eq "user.lifecycle.suspend"',
          (event) =>
            ['user.lifecycle.create', 'user.lifecycle.suspend'].includes(event.eventType) ||
            event.outcome.result === 'FAILURE',
        ],
        [
          `target.id eq "${user.id}" and not (eventType sw "system.")`,
          (event) => event.target.some(({ id }: Event) => id === user.id) && !event.eventType.startsWith('system.'),
        ],
        ['eventType ne "user.lifecycle.create"', (event) => event.eventType !== 'user.lifecycle.create'],
        ['actor.alternateId eq "jane@example.com"', (event) => event.actor.alternateId === 'jane@example.com'],
        [
          'debugContext.debugData.factor eq "SMS_FACTOR"',
          (event) => event.debugContext.debugData.factor === 'SMS_FACTOR',
        ],
        ['outcome.reason pr', (event) => event.outcome.reason !== null],
        ['client.id pr', () => false],
        [`published ge "${verified.published}"`, (event) => event.published >= verified.published],
        ['severity eq "WARN" and client.device eq "Mobile"', (event) => event.severity === 'WARN'],
      ];
      for (const [filter, wanted] of filters) {
        const found = await bounded({ filter, limit: '1000' });
        assert.deepEqual(
          found.map(({ uuid }) => uuid),
          everything.filter(wanted).map(({ uuid }) => uuid),
          filter,
        );
      }
    });

    test('the words of q must all occur, in whatever case, in some value', async () => {
      assert.deepEqual(
        new Set(types(await bounded({ q: 'JANE authentication' }))),
        new Set(['user.authentication.auth_via_mfa']),
      );
      assert.deepEqual(await bounded({ q: 'jane nobody' }), []);
    });

    test('a bounded list ends, whichever way and however many on a page', async () => {
      const all = (await bounded({ limit: '1000' })).map(({ uuid }) => uuid);
      for (const sortOrder of ['ASCENDING', 'DESCENDING']) {
        for (const filter of ['', 'version eq "0"']) {
          const until = w.clock.now().add({ hours: 1 }).toString();
          const query = { sortOrder, until, limit: '4', ...(filter && { filter }) };
          const seen: string[] = [];
          let next: string | undefined = `/api/v1/logs?${new URLSearchParams(query)}`;
          while (next !== undefined) {
            const { events, next: following }: Awaited<ReturnType<typeof page>> = await page(w, next);
            assert.ok(events.length > 0 && events.length <= 4);
            seen.push(...events.map(({ uuid }) => uuid));
            next = following;
          }
          assert.deepEqual(seen, sortOrder === 'ASCENDING' ? all.toReversed() : all);
        }
      }
    });

    test('since and until are times of events: the first counts, the last does not', async () => {
      const times = (await bounded({ limit: '1000' })).map(({ published }) => published as string);
      const since = times.find((time) => time !== times[0]) ?? '';
      const until = times[0] ?? '';
      const found = await bounded({ since, until });
      assert.deepEqual(new Set(found.map(({ published }) => published)), new Set([since]));
      assert.deepEqual(await bounded({ until: since, since }), []);
      const later = w.clock
        .now()
        .add({ hours: 24 * 30 })
        .toString();
      assert.deepEqual(await bounded({ until: later }), [], 'seven days before until, when nothing is said');
    });

    test('a poll goes on for ever: every page has a next link, an empty one too', async () => {
      const since = w.clock.now().subtract({ hours: 1 }).toString();
      let next: string | undefined = `/api/v1/logs?${new URLSearchParams({ since, limit: '5' })}`;
      const seen: string[] = [];
      const all = (await bounded({ limit: '1000' })).map(({ uuid }) => uuid).toReversed();
      const read = async () => {
        assert.ok(next);
        const { events, next: following } = await page(w, next);
        seen.push(...events.map(({ uuid }) => uuid));
        assert.ok(following);
        next = following;
      };
      while (seen.length < all.length) await read();
      await read();
      await w.call('POST', `${USERS}/${other.id}/lifecycle/unsuspend`);
      while (seen.length <= all.length) await read();
      assert.deepEqual(seen.slice(0, -1), all);
      const self = linkOf((await w.call('GET', next)).headers.link, 'self');
      assert.equal(self, next);
    });

    test('a name that is deleted with its user is in no event; the id stays', async () => {
      const gone = await create('gone@example.com');
      await w.call('DELETE', `${USERS}/${gone.id}`);
      await w.call('DELETE', `${USERS}/${gone.id}`);
      const events = await filtered(`target.id eq "${gone.id}"`);
      assert.ok(types(events).includes('user.lifecycle.delete.completed'));
      assert.equal(events[0].target[0].alternateId, 'unknown');
      assert.ok(!JSON.stringify(events).includes('gone@example.com'));
    });
  });
}
