/**
 * Whether text has lost letters on its way: half a surrogate pair, or U+FFFD, which decoders put in place of what they cannot
 * read. Two texts that differed before may be equal after it.
 */
export const hasLostLetters = (text: string): boolean => !text.isWellFormed() || text.includes('\ufffd');
