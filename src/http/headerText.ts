/** A header's value as it may be kept: without control characters, at most so many characters; undefined when empty. */
export function headerText(value: string | undefined, maxLength: number): string | undefined {
  const text = value
    ?.replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, maxLength);
  return text === '' ? undefined : text;
}
