/** Conversions between columns and values. */

export const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);
export const optionalInstant = (text: string | null): Temporal.Instant | undefined =>
  text === null ? undefined : instant(text);

/** Fixed width, so that text sorts as time does. */
export const text = (at: Temporal.Instant): string => new Date(at.epochMilliseconds).toISOString();
export const optionalText = (at: Temporal.Instant | undefined): string | null => (at ? text(at) : null);

export const flag = (is: boolean): 0 | 1 => (is ? 1 : 0);

/** `{ key: value }` when there is a value: absent and undefined are different things in our types. */
export function optional<K extends string, V>(key: K, value: V | null | undefined): { readonly [P in K]?: V } {
  return (value === null || value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
