/** A code point that is allowed beside certain others only, and whether it is there. */
interface ContextRule {
  readonly points: RegExp;
  readonly holds: (before: string, after: string, all: string) => boolean;
}

/** RFC 5892 appendices A.3 to A.9. Those of the zero width joiners (A.1, A.2) are not here: no login has any. */
const rules: readonly ContextRule[] = [
  { points: /\u00b7/u, holds: (before, after) => before.endsWith('l') && after.startsWith('l') },
  { points: /\u0375/u, holds: (_before, after) => /^\p{Script=Greek}/u.test(after) },
  { points: /[\u05f3\u05f4]/u, holds: (before) => /\p{Script=Hebrew}$/u.test(before) },
  {
    points: /\u30fb/u,
    holds: (_before, _after, all) => /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(all),
  },
  { points: /[\u0660-\u0669]/u, holds: (_before, _after, all) => !/[\u06f0-\u06f9]/u.test(all) },
  { points: /[\u06f0-\u06f9]/u, holds: (_before, _after, all) => !/[\u0660-\u0669]/u.test(all) },
];

/** Whether every code point that needs a context has it (RFC 8264 section 4.2.2, CONTEXTO). */
export function obeysContextRules(text: string): boolean {
  return rules.every(({ points, holds }) =>
    [...text.matchAll(new RegExp(points, 'gu'))].every(({ index, 0: point }) =>
      holds(text.slice(0, index), text.slice(index + point.length), text),
    ),
  );
}
