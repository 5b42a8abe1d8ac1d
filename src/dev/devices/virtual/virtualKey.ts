import { createHash } from 'node:crypto';
import { encodeCBOR } from '@levischuck/tiny-cbor';
import { type Algorithm, algorithms, createKeyPair, type KeyPair } from './keyPair.ts';
import type { Asserted, Created, Place } from './keyReplies.ts';
import type { CreationOptions, RequestOptions } from './keyRequests.ts';

/** The abilities of a virtual key. Everything but `random` has a default. */
export interface KeyTraits {
  readonly random: (bytes: number) => Uint8Array;
  /** The algorithm the key signs with; by default the first of those asked for that it knows. */
  readonly alg?: Algorithm;
  /** Whether it can tell its owner from others (PIN, finger); true unless told. */
  readonly userVerification?: boolean;
  /** `packed` is signed by the credential itself (WebAuthn section 8.2), and so it is unless the page wants `none`. */
  readonly attestation?: 'packed' | 'none';
  /** Copied between its owner's devices as passkeys are: flagged as backed up, and with a counter that stays 0. */
  readonly synced?: boolean;
}

/**
 * A WebAuthn authenticator, and the browser around it, made of software. Refusals are DOMExceptions, as in browsers.
 */
export interface VirtualKey {
  create(options: CreationOptions, place: Place): Created;
  /** On the page where the credential was made, unless told. */
  get(options: RequestOptions, place?: Partial<Place>): Asserted;
  /**
   * A copy with the same credentials, whose counter falls behind when the other one is used: what a thief would have.
   */
  clone(): VirtualKey;
  /** The credentials in the key, oldest first. */
  credentials(): readonly {
    readonly id: string;
    readonly rpId: string;
    readonly alg: Algorithm;
    readonly counter: number;
  }[];
}

interface Credential {
  readonly id: string;
  readonly rpId: string;
  readonly origin: string;
  readonly userId: string | undefined;
  readonly pair: KeyPair;
  counter: number;
}

const UP = 0x01;
const UV = 0x04;
const BACKUP_ELIGIBLE_AND_STATE = 0x18;
const ATTESTED = 0x40;
/** Which model it is: none that anybody makes. */
const AAGUID = Buffer.from('c0fac702de0000000000000000000001', 'hex');

/** Makes a key without credentials. */
export function createVirtualKey(traits: KeyTraits): VirtualKey {
  return keyWith(traits, []);
}

function keyWith(traits: KeyTraits, held: Credential[]): VirtualKey {
  const verifies = (wish: string | undefined): number => {
    if (traits.userVerification !== false) return wish === 'discouraged' ? 0 : UV;
    if (wish === 'required') throw new DOMException('This key cannot verify its user.', 'NotAllowedError');
    return 0;
  };
  const backup = traits.synced ? BACKUP_ELIGIBLE_AND_STATE : 0;
  const counted = (credential: Credential): number => {
    if (!traits.synced) credential.counter += 1;
    return credential.counter;
  };
  return {
    create(options, { origin, rpId = options.rp?.id ?? hostOf(origin) }) {
      if (options.excludeCredentials?.some(({ id }) => held.some((other) => other.id === unpadded(id)))) {
        throw new DOMException('This key holds one of excludeCredentials already.', 'InvalidStateError');
      }
      const flags = UP | verifies(options.authenticatorSelection?.userVerification) | backup | ATTESTED;
      const pair = createKeyPair(choose(options, traits.alg));
      const id = traits.random(32);
      const credential = { id: base64url(id), rpId, origin, userId: options.user?.id, pair, counter: 0 };
      const authenticatorData = Buffer.concat([
        ...[head(rpId, flags, counted(credential)), AAGUID, uint16(id.length), id],
        encodeCBOR(pair.cose),
      ]);
      const clientData = collect('webauthn.create', options.challenge, origin);
      const fmt = traits.attestation ?? (options.attestation === 'none' ? 'none' : 'packed');
      const statement =
        fmt === 'none'
          ? new Map()
          : new Map<string, number | Uint8Array>([
              ['alg', algorithms[pair.alg]],
              ['sig', new Uint8Array(pair.sign(signed(authenticatorData, clientData)))],
            ]);
      const attestation = encodeCBOR(
        new Map<string, string | Uint8Array | Map<string, number | Uint8Array>>([
          ['fmt', fmt],
          ['attStmt', statement],
          ['authData', new Uint8Array(authenticatorData)],
        ]),
      );
      held.push(credential);
      return {
        answer: { attestation: base64(attestation), clientData: base64(clientData) },
        credential: {
          ...named(credential.id),
          response: {
            clientDataJSON: base64url(clientData),
            attestationObject: base64url(attestation),
            authenticatorData: base64url(authenticatorData),
            publicKey: base64url(pair.spki),
            publicKeyAlgorithm: algorithms[pair.alg],
            transports: ['usb', 'nfc'],
          },
        },
      };
    },

    get(options, { origin, rpId } = {}) {
      const credential = find(held, options, rpId ?? options.rpId);
      const flags = UP | verifies(options.userVerification) | backup;
      const authenticatorData = head(rpId ?? options.rpId ?? credential.rpId, flags, counted(credential));
      const clientData = collect('webauthn.get', options.challenge, origin ?? credential.origin);
      const signature = credential.pair.sign(signed(authenticatorData, clientData));
      return {
        answer: {
          clientData: base64(clientData),
          authenticatorData: base64(authenticatorData),
          signatureData: base64(signature),
        },
        credential: {
          ...named(credential.id),
          response: {
            clientDataJSON: base64url(clientData),
            authenticatorData: base64url(authenticatorData),
            signature: base64url(signature),
            ...(credential.userId !== undefined && { userHandle: credential.userId }),
          },
        },
      };
    },

    clone: () =>
      keyWith(
        traits,
        held.map((credential) => ({ ...credential })),
      ),
    credentials: () => held.map(({ id, rpId, pair, counter }) => ({ id, rpId, alg: pair.alg, counter })),
  };
}

/** The first algorithm that is asked for and that the key knows (WebAuthn section 6.3.2, step 2). */
function choose({ pubKeyCredParams: given = [] }: CreationOptions, only: Algorithm | undefined): Algorithm {
  const known = only ? [only] : (Object.keys(algorithms) as Algorithm[]);
  const offered = given.length > 0 ? given : [algorithms.ES256, algorithms.RS256];
  const wanted = offered.map((one) => (typeof one === 'number' ? one : one.alg));
  const match = wanted.flatMap((number) => known.filter((name) => algorithms[name] === number))[0];
  if (!match) throw new DOMException(`This key signs with ${known.join(', ')} only.`, 'NotSupportedError');
  return match;
}

/** One that is allowed; where none is named, the newest for this site, as with passkeys. */
function find(
  held: readonly Credential[],
  { allowCredentials = [] }: RequestOptions,
  rpId: string | undefined,
): Credential {
  const allowed = new Set(allowCredentials.map(({ id }) => unpadded(id)));
  const found = held.findLast((one) =>
    allowed.size > 0 ? allowed.has(one.id) : rpId === undefined || one.rpId === rpId,
  );
  if (!found) throw new DOMException('This key holds none of the credentials asked for.', 'NotAllowedError');
  return found;
}

/** The RP id of a page that names none. */
const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).hostname : origin);

/** Whose page, what was proved, and how often the key was used (WebAuthn section 6.1). */
const head = (rpId: string, flags: number, counter: number): Buffer =>
  Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), uint32(counter)]);

/** The browser's client data about the page (WebAuthn section 5.8.1). */
const collect = (type: string, challenge: string, origin: string): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge: unpadded(challenge), origin, crossOrigin: false }));

/** The bytes that are signed, in both ceremonies. */
const signed = (authenticatorData: Uint8Array, clientData: Uint8Array): Uint8Array =>
  Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);

const named = (id: string) =>
  ({
    id,
    rawId: id,
    type: 'public-key',
    authenticatorAttachment: 'cross-platform',
    clientExtensionResults: {},
  }) as const;

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const unpadded = (text: string): string => Buffer.from(text, 'base64url').toString('base64url');
