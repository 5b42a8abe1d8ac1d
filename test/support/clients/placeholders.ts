/** Values that stand for the placeholders of a recording, by their name. */
export type Bindings = Map<string, unknown>;

const WHOLE = /^\{\{(\w+)\}\}$/;
const ANY = /\{\{(\w+)\}\}/g;

/** The name of the placeholder that a recorded value consists of, if it is one. */
export const placeholder = (value: unknown): string | undefined =>
  typeof value === 'string' ? WHOLE.exec(value)?.[1] : undefined;

/** A copy of a recorded path or body with the values that are known so far; throws for one that is not. */
export function filled<T>(recorded: T, bindings: Bindings): T {
  if (recorded === undefined) return recorded;
  const known = (name: string): string => {
    if (!bindings.has(name)) throw new Error(`no reply has said yet what {{${name}}} is`);
    return String(bindings.get(name));
  };
  return JSON.parse(JSON.stringify(recorded).replace(ANY, (_, name: string) => known(name)));
}
