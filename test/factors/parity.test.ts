import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { authenticator } from '../support/factors/authenticator.ts';
import { factorCalls, wrong } from '../support/factors/factorCalls.ts';
import { normalized } from '../support/normalized.ts';
import { person } from '../support/users/people.ts';
import { created200 } from '../support/users/userCalls.ts';
import { BASE, type World, world } from '../support/world.ts';

/** What Okta's factors API was seen to answer, member for member, with placeholders for what differs each time. */
interface Fixture {
  readonly what: string;
  readonly given: keyof typeof states;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly status: number;
  readonly reply?: Readonly<Record<string, unknown>> | readonly unknown[];
  /** Only these members of the reply are known. */
  readonly partial?: true;
  readonly differs?: readonly Difference[];
}

/** One member that is another here, and where that is documented. */
interface Difference {
  /** Words of docs/okta-divergences.md. */
  readonly entry: string;
  readonly member: string;
  /** For a member Okta does not have: the one before it. */
  readonly after?: string;
  readonly ours: unknown;
}

interface State {
  readonly factorId?: string;
}

const read = (...path: readonly string[]) => readFileSync(join(import.meta.dirname, ...path), 'utf8');
const fixtures: readonly Fixture[] = JSON.parse(read('parity.json'));
const divergences = read('..', '..', 'docs', 'okta-divergences.md').replace(/\s+/g, ' ');

type Calls = ReturnType<typeof factorCalls>;
const PHONE = '+12345678901';
const OTHER_PHONE = '+15555555555';

const enrollCall = (calls: Calls) =>
  calls.enroll({ factorType: 'call', provider: 'OKTA', profile: { phoneNumber: OTHER_PHONE } }, '?activate=true');

/** What has happened before a request. */
const states = {
  somebody: async (): Promise<State> => ({}),
  pending: async (_w: World, calls: Calls): Promise<State> => ({ factorId: created200(await calls.sms(PHONE)).id }),
  async resent(w: World, calls: Calls): Promise<State> {
    const { id } = created200(await calls.sms(PHONE));
    w.clock.advance({ seconds: 30 });
    created200(await calls.resend(id, PHONE));
    return { factorId: id };
  },
  async removed(_w: World, calls: Calls): Promise<State> {
    const { id } = created200(await calls.sms(PHONE));
    assert.equal((await calls.remove(id)).status, 204);
    return { factorId: id };
  },
  active: async (_w: World, calls: Calls): Promise<State> => ({
    factorId: created200(await calls.sms('+33611223344', '?activate=true')).id,
  }),
  callable: async (_w: World, calls: Calls): Promise<State> => ({ factorId: created200(await enrollCall(calls)).id }),
  async called(_w: World, calls: Calls): Promise<State> {
    const { id } = created200(await enrollCall(calls));
    created200(await calls.challenge(id));
    return { factorId: id };
  },
  async many(w: World, calls: Calls): Promise<State> {
    created200(await enrollCall(calls));
    w.clock.advance({ seconds: 1 });
    created200(await calls.enroll({ factorType: 'email', provider: 'OKTA' }, '?activate=true'));
    w.clock.advance({ seconds: 1 });
    created200(await calls.sms(OTHER_PHONE, '?activate=true'));
    for (const provider of ['GOOGLE', 'OKTA']) {
      w.clock.advance({ seconds: 1 });
      const { id, _embedded } = created200(await calls.enroll({ factorType: 'token:software:totp', provider }));
      w.clock.advance({ seconds: 24 });
      const { code } = authenticator(_embedded.activation.sharedSecret, w.clock);
      created200(await calls.activate(id, code()));
    }
    return {};
  },
  async deactivated(w: World, calls: Calls): Promise<State> {
    created200(await w.call('POST', calls.factors.replace('/factors', '/lifecycle/deactivate')));
    return {};
  },
} as const;

/** What must come here: as recorded, but for the documented differences. */
function expected({ reply, differs = [] }: Fixture): unknown {
  if (reply === undefined || Array.isArray(reply)) return reply;
  let members = Object.entries(reply);
  for (const { member, after: before, ours } of differs) {
    if (before === undefined) members = members.map(([name, value]) => [name, name === member ? ours : value]);
    else members.splice(members.findIndex(([name]) => name === before) + 1, 0, [member, ours]);
  }
  return Object.fromEntries(members);
}

describe('factors as Okta shows them', () => {
  let w: World;
  before(async () => {
    w = await world();
  });
  after(() => w.close());

  for (const fixture of fixtures) {
    test(`${fixture.what}: ${fixture.method} ${fixture.path}`, async () => {
      w.clock.advance({ seconds: 30 });
      const { id: userId, profile } = await person(w);
      const { factorId = '' } = await states[fixture.given](w, factorCalls(w, userId));
      const code = w.sent.at(-1)?.values.code ?? '';
      const filled = (text: string) =>
        text
          .replace('{user}', userId)
          .replace('{factor}', factorId)
          .replace('{code}', code)
          .replace('{wrong}', wrong(code));
      const body = fixture.body && filled(JSON.stringify(fixture.body));
      const answer = await w.call(fixture.method, filled(fixture.path), body);

      assert.equal(answer.status, fixture.status, JSON.stringify(answer.body));
      const known = { '{base}': BASE, '{user}': userId, '{login}': profile.login };
      const ours = answer.body === undefined ? undefined : normalized(answer.body, known);
      const wanted = expected(fixture);
      const compared = fixture.partial
        ? Object.fromEntries(Object.keys(wanted as object).map((name) => [name, (ours as never)[name]]))
        : ours;
      assert.deepEqual(compared, wanted);
      assert.equal(JSON.stringify(compared), JSON.stringify(wanted), 'the order of members');
    });
  }

  test('every difference is documented, and is one', () => {
    for (const { what, reply, differs = [] } of fixtures) {
      for (const { entry, member, ours } of differs) {
        assert.ok(divergences.includes(entry), `${what}: docs/okta-divergences.md says nothing of ${entry}`);
        const recorded = (reply as Record<string, unknown>)[member];
        assert.notDeepEqual(recorded, ours, what);
        // Members may be added to Okta's; what Okta says comes first and unchanged.
        if (Array.isArray(recorded)) assert.deepEqual((ours as unknown[]).slice(0, recorded.length), recorded, what);
      }
    }
  });
});
