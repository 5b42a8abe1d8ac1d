const HEXADECIMAL = /^[\da-f-]+$/i;

/**
 * A provider's id of a message, as its receipts are matched by it. Gateways give numbers and hexadecimal ids in either
 * letter case, padded with zeros or not, and in receipts the other way; letter case counts in all other ids.
 */
export function receiptId(reference: string): string {
  const id = reference.trim();
  return HEXADECIMAL.test(id) ? id.toLowerCase().replace(/^0+(?=.)/, '') : id;
}

const NUMBER = /^[\da-f]{1,40}$/;

/**
 * A provider's id of a message in the other radix: some gateways answer in hexadecimal and report in decimal, or the other way. Undefined
 * where only digits say which it is, for then it may as well be the id of another message.
 */
export function otherRadix(reference: string): string | undefined {
  const id = receiptId(reference);
  if (!NUMBER.test(id)) return undefined;
  if (/[a-f]/.test(id)) return BigInt(`0x${id}`).toString();
  const hexadecimal = BigInt(id).toString(16);
  return /[a-f]/.test(hexadecimal) ? hexadecimal : undefined;
}
