/** A number for logs and people who need not know it: country code and last two digits. */
export function maskPhone(e164: string): string {
  return `${e164.slice(0, 3)}${'X'.repeat(Math.max(0, e164.length - 5))}${e164.slice(-2)}`;
}

/** An address for the same: its first letter, unless that is all there is, and its domain. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${at > 1 ? address.slice(0, 1) : ''}***${at >= 0 ? address.slice(at) : ''}`;
}
