/** Text without control characters: words of vendors, callers and users must not move a terminal's cursor. */
export const plain = (text: unknown): string => String(text ?? '').replace(/\p{Cc}+/gu, ' ');
