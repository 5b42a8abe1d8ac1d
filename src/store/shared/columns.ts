/** Column conversions every table shares. */

export const instant = (text: unknown): Temporal.Instant => Temporal.Instant.from(text as string);
export const optionalInstant = (text: unknown): Temporal.Instant | undefined =>
  text === null ? undefined : instant(text);

/** Fixed width, so that text sorts as time does. */
export const text = (at: Temporal.Instant): string => new Date(at.epochMilliseconds).toISOString();
export const optionalText = (at: Temporal.Instant | undefined): string | null => (at ? text(at) : null);

/** `{ key: value }` when there is a value: absent and undefined are different things in our types. */
export function optional<K extends string, V>(key: K, value: V | null | undefined): { readonly [P in K]?: V } {
  return (value === null || value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
