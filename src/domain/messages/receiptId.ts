const HEXADECIMAL = /^[\da-f-]+$/i;

/**
 * A provider's id of a message, as its receipts are matched by it. Gateways give numbers and hexadecimal ids in either
 * letter case, padded with zeros or not, and in receipts the other way; letter case counts in all other ids.
 */
export function receiptId(reference: string): string {
  const id = reference.trim();
  return HEXADECIMAL.test(id) ? id.toLowerCase().replace(/^0+(?=.)/, '') : id;
}
