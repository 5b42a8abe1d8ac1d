/** The text of a reply of at most `maxBytes`; undefined as soon as it is longer, and the rest is not read. */
export async function readLimited(
  reply: Pick<Response, 'body'> | AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of 'body' in reply ? (reply.body ?? []) : reply) {
    length += part.length;
    if (length > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
