/**
 * Whose network an end-user address belongs to: the address itself for IPv4, the /64 for IPv6, where one customer has
 * so many addresses that each request can come from another. Text that is no address is its own.
 */
export function networkOf(address: string): string {
  const bare = address.replace(/^\[|\](:\d+)?$/g, '').replace(/%.*$/, '');
  if (!bare.includes(':') || !URL.canParse(`http://[${bare}]`)) return bare.replace(/^([\d.]+):\d+$/, '$1');
  const canonical = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (mapped) return ipv4Of(mapped[1] ?? '', mapped[2] ?? '');
  const [head = '', tail = ''] = canonical.split('::');
  const [left, right] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)];
  const groups = canonical.includes('::')
    ? [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
    : left;
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** An IPv4 address that came in IPv6 clothes (RFC 4291 section 2.5.5.2). */
function ipv4Of(high: string, low: string): string {
  const value = Number.parseInt(high, 16) * 0x10000 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
}
