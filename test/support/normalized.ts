const ID = /\b(mbl|sms|clf|emf|ost)[0-9A-Za-z]{17}\b/g;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/;

/**
 * A reply with placeholders for what differs each time: `known` values by their names, ids by their first three letters
 * (and a number, where there are several), times as `{time}` or, when later than the creation beside them, `{later}`.
 */
export function normalized(body: unknown, known: Readonly<Record<string, string>>): unknown {
  const ids = new Map<string, string>();
  const nameOf = (id: string, prefix: string): string => {
    const others = [...ids].filter(([other]) => other.startsWith(prefix) && other !== id).length;
    const name = ids.get(id) ?? `{${prefix}${others === 0 ? '' : others + 1}}`;
    ids.set(id, name);
    return name;
  };
  const textOf = (text: string): string => {
    let replaced = text.replace(/^oae[\w-]{22}$/, '{errorId}').replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, '{time}');
    for (const [name, value] of Object.entries(known)) replaced = replaced.replaceAll(value, name);
    return replaced.replace(ID, nameOf);
  };
  const of = (value: unknown, created?: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => of(item));
    if (typeof value === 'object' && value !== null) {
      const beside = (value as { created?: unknown }).created;
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, of(member, beside)]));
    }
    if (typeof value !== 'string') return value;
    if (TIME.test(value)) return typeof created === 'string' && value > created ? '{later}' : '{time}';
    return textOf(value);
  };
  return of(body);
}
