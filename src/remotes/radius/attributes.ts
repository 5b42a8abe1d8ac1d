/** The attributes that are sent and read here (RFC 2865 section 5, RFC 3579 section 3.2). */
export const attribute = {
  userName: 1,
  userPassword: 2,
  replyMessage: 18,
  state: 24,
  nasIdentifier: 32,
  messageAuthenticator: 80,
} as const;

/** One attribute, and where its value begins in the packet. */
export interface Attribute {
  readonly type: number;
  readonly value: Buffer;
  readonly at: number;
}

/** The longest value, in bytes: the length of an attribute is one byte, and counts type and length too. */
export const LONGEST_VALUE = 253;

/** One attribute as it is sent; throws a RangeError for a value that does not fit. */
export function attributeOf(type: number, value: Uint8Array): Buffer {
  if (value.length === 0 || value.length > LONGEST_VALUE)
    throw new RangeError('the value of an attribute has 1 to 253 bytes');
  return Buffer.concat([Buffer.from([type, value.length + 2]), value]);
}

/** The attributes of a packet, which begin at byte 20; undefined where they do not fill it exactly. */
export function attributesIn(packet: Buffer): readonly Attribute[] | undefined {
  const found: Attribute[] = [];
  for (let at = 20; at < packet.length; ) {
    const [type = 0, length = 0] = packet.subarray(at, at + 2);
    if (length < 2 || at + length > packet.length) return undefined;
    found.push({ type, value: packet.subarray(at + 2, at + length), at: at + 2 });
    at += length;
  }
  return found;
}
