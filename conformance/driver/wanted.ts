import type { Reply } from './call.ts';
import type { Wanted } from './session.ts';

type Value = Reply['value'];

/** The member at a path with dots, of the JSON of an SDK's model. */
export const at = (value: Value, path: string): Value => path.split('.').reduce((inner, name) => inner?.[name], value);

/** The value has these members, which the caller needs next. */
export const has = (...paths: readonly string[]): Wanted => ({
  value(value) {
    const lost = paths.filter((path) => at(value, path) === undefined || at(value, path) === null);
    return lost.length > 0 ? `the SDK's model has no ${lost.join(', ')}` : undefined;
  },
});

/** The value has a member that is exactly this. */
export const is = (path: string, expected: unknown): Wanted => ({
  value: (value) =>
    at(value, path) === expected ? undefined : `${path} is ${JSON.stringify(at(value, path))}, not ${expected}`,
});

/** The value is a list, not empty, each of whose items has these members. */
export const listOf = (...paths: readonly string[]): Wanted => ({
  value(value) {
    if (!Array.isArray(value) || value.length === 0) return `no list, or an empty one: ${JSON.stringify(value)}`;
    for (const item of value) {
      const wrong = has(...paths).value?.(item);
      if (wrong) return `${wrong} in an item of the list`;
    }
    return undefined;
  },
});

/** The value is a list in which an item has this member. */
export const listWith = (path: string, expected: unknown): Wanted => ({
  value: (value) =>
    Array.isArray(value) && value.some((item) => at(item, path) === expected)
      ? undefined
      : `no item of the list has ${path} ${expected}`,
});

/** The call is refused with this error code. */
export const refused = (refusal: string): Wanted => ({ refusal });
