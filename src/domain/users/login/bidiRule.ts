import { type CodePointClass, classOf } from './codePoints.ts';

/** Condition 1 of RFC 5893 section 2 decides which of the others hold: 2 to 4 from right to left, 5 and 6 from left to right. */
const RIGHT_TO_LEFT = { first: 'RA', all: 'RANESCTOBM', last: 'RAEN' } as const;
const LEFT_TO_RIGHT = { first: 'L', all: 'LESCTOBM', last: 'LE' } as const;

/** Whether text keeps its order on a screen (RFC 5893 section 2): asked of text with something from right to left in it only. */
export function obeysBidiRule(text: string): boolean {
  const classes = [...text].map((character) => classOf(character.codePointAt(0) ?? 0));
  if (!classes.some((each) => isOf('RAN', each))) return true;
  const [first] = classes;
  const rule = [RIGHT_TO_LEFT, LEFT_TO_RIGHT].find((each) => first && isOf(each.first, first));
  if (!rule) return false;
  const last = classes.findLast((each) => each !== 'M');
  if (last === undefined || !isOf(rule.last, last) || !classes.every((each) => isOf(rule.all, each))) return false;
  return !(rule === RIGHT_TO_LEFT && classes.includes('E') && classes.includes('N'));
}

const isOf = (letters: string, kind: CodePointClass): boolean => kind !== 'refused' && letters.includes(kind);
