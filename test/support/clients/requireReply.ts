import assert from 'node:assert/strict';
import { type Bindings, placeholder } from './placeholders.ts';

/**
 * Asserts that a reply has the recorded members, and remembers what stands for its placeholders. Members of the reply
 * itself that the client does not read may be anything; what it reads must be equal to the last detail, since a client
 * that compares it with what it wants would see a difference. Of a list, each recorded element must be there, wherever;
 * an empty list must be empty.
 */
export function requireReply(reply: unknown, recorded: unknown, bindings: Bindings): void {
  if (Array.isArray(recorded)) {
    requireElements(reply, recorded, bindings, requireReply);
    return;
  }
  const actual = reply as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(recorded as object)) requireEqual(actual[name], value, bindings, name);
}

type Requirement = (actual: unknown, recorded: unknown, bindings: Bindings) => void;

function requireElements(list: unknown, recorded: readonly unknown[], bindings: Bindings, require: Requirement): void {
  assert.ok(Array.isArray(list), `a list was recorded, there is ${JSON.stringify(list)}`);
  if (recorded.length === 0) assert.deepEqual(list, []);
  for (const element of recorded) {
    const found: Bindings | undefined = list
      .map((one) => boundBy(one, element, bindings, require))
      .find((own) => own !== undefined);
    assert.ok(found, `no element of ${JSON.stringify(list)} has ${JSON.stringify(element)}`);
    for (const [name, value] of found) bindings.set(name, value);
  }
}

/** The bindings after this element; undefined when it is another one, of which nothing must stay bound. */
function boundBy(one: unknown, element: unknown, bindings: Bindings, require: Requirement): Bindings | undefined {
  const own = new Map(bindings);
  try {
    require(one, element, own);
    return own;
  } catch {
    return undefined;
  }
}

function requireEqual(actual: unknown, recorded: unknown, bindings: Bindings, at: string): void {
  const name = placeholder(recorded);
  if (name !== undefined) {
    assert.notEqual(actual, undefined, `${at} is missing`);
    if (bindings.has(name)) assert.deepEqual(actual, bindings.get(name), at);
    bindings.set(name, actual);
    return;
  }
  if (typeof recorded !== 'object' || recorded === null) {
    assert.deepEqual(actual, recorded, at);
    return;
  }
  if (Array.isArray(recorded)) {
    requireElements(actual, recorded, bindings, (one, element, own) => requireEqual(one, element, own, at));
    return;
  }
  assert.deepEqual(Object.keys(actual ?? {}).sort(), Object.keys(recorded).sort(), at);
  for (const [key, value] of Object.entries(recorded)) {
    requireEqual((actual as Record<string, unknown>)[key], value, bindings, `${at}.${key}`);
  }
}
