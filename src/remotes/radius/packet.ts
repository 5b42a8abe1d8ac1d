import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { attribute, attributeOf, attributesIn } from './attributes.ts';
import { hidePassword } from './userPassword.ts';

/** The content of one Access-Request. */
export interface AccessRequest {
  readonly userName: string;
  readonly password: string;
  readonly nasIdentifier: string;
  /** The State of the challenge that this answers. */
  readonly state?: Uint8Array;
}

/** An Access-Request as it is sent, with what its reply is compared with. */
export interface SentRequest {
  readonly packet: Buffer;
  readonly identifier: number;
  /** Sixteen random bytes (RFC 2865 section 3). */
  readonly authenticator: Uint8Array;
  readonly secret: Uint8Array;
}

/** A reply that is proved to be the server's, and to this request. */
export type AccessReply =
  | { readonly is: 'accept' }
  | { readonly is: 'reject' }
  | { readonly is: 'challenge'; readonly state: Buffer; readonly message: string };

const ACCESS_REQUEST = 1;
const replies = new Map([
  [2, 'accept'],
  [3, 'reject'],
  [11, 'challenge'],
] as const);
const HEADER = 20;
/** The bytes of a packet, at least and at most (RFC 2865 section 3). */
export const SHORTEST = HEADER;
export const LONGEST = 4_096;
const MAC = 16;

/**
 * Makes an Access-Request. Message-Authenticator is its first attribute: what comes before it could be made to collide
 * (CVE-2024-3596). Throws a RangeError for a name or password that does not fit.
 */
export function accessRequest(
  { userName, password, nasIdentifier, state }: AccessRequest,
  { identifier, authenticator, secret }: Omit<SentRequest, 'packet'>,
): SentRequest {
  const body = Buffer.concat([
    attributeOf(attribute.messageAuthenticator, Buffer.alloc(MAC)),
    attributeOf(attribute.userName, Buffer.from(userName)),
    attributeOf(attribute.userPassword, hidePassword(Buffer.from(password), secret, authenticator)),
    attributeOf(attribute.nasIdentifier, Buffer.from(nasIdentifier)),
    ...(state ? [attributeOf(attribute.state, state)] : []),
  ]);
  const packet = Buffer.concat([Buffer.from([ACCESS_REQUEST, identifier, 0, 0]), authenticator, body]);
  packet.writeUInt16BE(packet.length, 2);
  packet.set(createHmac('md5', secret).update(packet).digest(), HEADER + 2);
  return { packet, identifier, authenticator, secret };
}

/**
 * Reads the reply to a request; undefined for anything that is not proved to be it: of another identifier, malformed, or
 * without a right Response Authenticator (RFC 2865 section 3) and exactly one right Message-Authenticator (RFC 3579
 * section 3.2), which is demanded of every reply (CVE-2024-3596).
 */
export function readReply(bytes: Buffer, { identifier, authenticator, secret }: SentRequest): AccessReply | undefined {
  if (bytes.length < HEADER) return undefined;
  const length = bytes.readUInt16BE(2);
  if (length < HEADER || length > LONGEST || length > bytes.length) return undefined;
  // What comes after is padding (RFC 2865 section 3).
  const packet = bytes.subarray(0, length);
  const is = replies.get(packet[0] as 2);
  if (is === undefined || packet[1] !== identifier) return undefined;
  const asked = Buffer.concat([packet.subarray(0, 4), authenticator, packet.subarray(HEADER)]);
  const proof = hash('md5', Buffer.concat([asked, secret]), 'buffer');
  if (!timingSafeEqual(proof, packet.subarray(4, HEADER))) return undefined;
  const attributes = attributesIn(packet);
  const [mac, ...others] = attributes?.filter(({ type }) => type === attribute.messageAuthenticator) ?? [];
  if (!attributes || !mac || others.length > 0 || mac.value.length !== MAC) return undefined;
  asked.fill(0, mac.at, mac.at + MAC);
  if (!timingSafeEqual(createHmac('md5', secret).update(asked).digest(), mac.value)) return undefined;
  if (is !== 'challenge') return { is };
  const state = attributes.find(({ type }) => type === attribute.state)?.value;
  if (!state) return undefined;
  const message = attributes.filter(({ type }) => type === attribute.replyMessage).map(({ value }) => value);
  return { is, state: Buffer.from(state), message: Buffer.concat(message).toString() };
}
