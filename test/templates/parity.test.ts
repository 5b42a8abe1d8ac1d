import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type World, world } from '../support/world.ts';

/** What Okta's templates API was seen to answer, reduced to what can be compared. */
interface Fixture {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly status: number;
  /** One line for each template of the reply, its keys in order. */
  readonly shape?: readonly string[];
  readonly error?: object;
}

const fixtures: readonly Fixture[] = JSON.parse(readFileSync(join(import.meta.dirname, 'parity.json'), 'utf8'));
const made = fixtures.find(({ method, path }) => method === 'POST' && path.endsWith('/sms'))?.body;

/** The kind of each value: names of types and of the default stay, times are those of the creation or of now. */
function shapeOf(template: Readonly<Record<string, unknown>>, times: Readonly<Record<string, string>>): string {
  const kinds = Object.entries(template).flatMap(([key, value]) => {
    if (key === 'translations') return Object.keys(value as object).map((language) => `translations.${language}:text`);
    if (key === 'id') return [`id:${String(value).replace(/^(cst)[0-9A-Za-z]{17}$/, '$1')}`];
    if (key === 'type' || template.id === 'default')
      return [`${key}:${key === 'template' ? 'text' : (times[String(value)] ?? value)}`];
    return [`${key}:${times[String(value)] ?? 'text'}`];
  });
  return kinds.join(' ');
}

describe('SMS templates as Okta shows them', () => {
  let w: World;
  before(async () => {
    w = await world();
  });
  after(() => w.close());

  for (const fixture of fixtures) {
    test(`${fixture.what}: ${fixture.method} ${fixture.path}`, async () => {
      const given = (await w.call('POST', '/api/v1/templates/sms', made)).body;
      w.clock.advance({ seconds: 1 });
      const now = `${w.clock.now().toString().slice(0, 19)}.000Z`;
      const times = { [given.created]: 'made', [now]: 'now' };
      const { status, body } = await w.call(fixture.method, fixture.path.replace('{id}', given.id), fixture.body);
      assert.equal(status, fixture.status);
      if (fixture.error) {
        const { errorId, ...rest } = body;
        assert.deepEqual(rest, fixture.error);
        assert.match(errorId, /^oae.{22}$/);
      } else {
        const templates = body === undefined ? [] : [body].flat();
        assert.deepEqual(
          templates.map((template) => shapeOf(template, times)),
          fixture.shape,
        );
      }
      await w.call('DELETE', `/api/v1/templates/sms/${given.id}`);
    });
  }
});
