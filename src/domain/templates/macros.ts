import type { Channel } from '../messages/message.ts';

/**
 * The values that templates can have filled in. The first two are Okta's (fact 177); `lifetime` is Cofactor's: "5
 * minutes".
 */
type Macro = 'code' | 'org.name' | 'lifetime';

/** A text message has Okta's macros only: what it is made of was paid for by the character. */
export const macrosOf: Readonly<Record<Channel, readonly Macro[]>> = {
  sms: ['code', 'org.name'],
  call: ['code', 'org.name', 'lifetime'],
  email: ['code', 'org.name', 'lifetime'],
};

const macro = /\$\{([^}]*)\}/g;

/** The names between `${` and `}`, each once. */
export const macrosIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(macro)].map(([, name]) => name ?? '')),
];

/** Fills in each macro once: a value that looks like a macro, or like a replacement pattern, stays what it is. */
export const fillIn = (text: string, values: Readonly<Partial<Record<Macro, string>>>): string =>
  text.replace(macro, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name as Macro] ?? whole) : whole,
  );

/** The number of characters of a message up to the end of its first code (fact 177). */
export function lengthToCode(text: string, values: { readonly code: string; readonly 'org.name': string }): number {
  const [before = ''] = text.split(`\${code}`, 1);
  return fillIn(before, values).length + values.code.length;
}
