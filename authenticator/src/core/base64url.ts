/** Bytes as JSON Web Signatures have them (RFC 4648 section 5, without padding). */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The reverse, for keys that the service sends. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

/** Text that is to be signed. */
export const textToBase64Url = (text: string): string => toBase64Url(new TextEncoder().encode(text));
