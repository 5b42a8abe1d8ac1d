import { domainToASCII, domainToUnicode } from 'node:url';

/** A dot-atom (RFC 5322 section 3.2.3) with letters of all scripts (RFC 6531). */
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** The labels of a host's name (RFC 1123 section 2.1), and a last one that is no number of an address. */
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*(?!\d+$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/**
 * Whether text is an address in the form in which it is delivered. Mail software takes far more, and makes another
 * mailbox of it: it drops brackets and invisible letters, unquotes, and maps letters of domains (UTS 46).
 */
export function isEmailAddress(text: string): boolean {
  const { local, domain } = partsOf(text);
  if (!LOCAL.test(local) || local.normalize('NFKC') !== local) return false;
  const [ascii, lower] = [domainToASCII(domain), domain.toLowerCase()];
  return DOMAIN.test(ascii) && (lower === ascii || lower === domainToUnicode(ascii));
}

/** One spelling of a mailbox, for what is counted by it. */
export function mailboxOf(address: string): string {
  const { local, domain } = partsOf(address);
  return `${local}@${domainToASCII(domain) || domain}`.toLowerCase();
}

function partsOf(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, Math.max(0, at)), domain: address.slice(at + 1) };
}
