/** Characters that may stand for a longer piece of text, where the text does not contain them itself. */
const SIGNS = '0123456789"!#%&()*+,-.;<=>?@[]`{}~ABCDEFGHIJKLMNOPQRSTUVWXYZ_:';
const LONGEST = 40;
/** The cost of listing a piece, besides its own characters: its sign, and the separator. */
const LISTING = 2;

/**
 * Text in fewer characters: `text|9piece|0piece`, where each sign stands for the piece behind it, in the text and in the
 * pieces before. This is for what is loaded; what is sent is compressed anyway.
 */
export function shortened(text: string): string {
  if (text.includes('|')) throw new Error('a text with | cannot be shortened');
  const pieces = new Map<string, string>();
  let rest = text;
  for (const sign of [...SIGNS].filter((sign) => !text.includes(sign))) {
    const piece = bestPiece([rest, ...pieces.values()]);
    if (piece === undefined) break;
    rest = rest.replaceAll(piece, () => sign);
    for (const [other, text] of pieces)
      pieces.set(
        other,
        text.replaceAll(piece, () => sign),
      );
    pieces.set(sign, piece);
  }
  return [rest, ...outermostFirst(pieces)].join('|');
}

/** The piece whose replacement by one character saves most. */
function bestPiece(texts: readonly string[]): string | undefined {
  const seen = new Map<string, number>();
  for (const text of texts) {
    for (let length = 2; length <= LONGEST; length++) {
      for (let at = 0; at + length <= text.length; at++) {
        const piece = text.slice(at, at + length);
        seen.set(piece, (seen.get(piece) ?? 0) + 1);
      }
    }
  }
  let [best, most] = [undefined as string | undefined, 0];
  for (const [piece, count] of seen) {
    const saved = (times: number) => times * (piece.length - 1) - piece.length - LISTING;
    // Occurrences may overlap: those that count are counted only where it matters.
    if (saved(count) <= most) continue;
    const gain = saved(texts.reduce((sum, text) => sum + text.split(piece).length - 1, 0));
    if (gain > most) [best, most] = [piece, gain];
  }
  return best;
}

/** In an order in which one pass over the list is enough to write everything out. */
function outermostFirst(pieces: Map<string, string>): readonly string[] {
  const left = new Map(pieces);
  const ordered: string[] = [];
  while (left.size > 0) {
    for (const [sign, piece] of left) {
      if ([...left.values()].some((other) => other.includes(sign))) continue;
      left.delete(sign);
      ordered.push(sign + piece);
    }
  }
  return ordered;
}
