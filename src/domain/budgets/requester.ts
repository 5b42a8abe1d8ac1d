import { createHmac } from 'node:crypto';
import { hasEnded } from '../values/lifetime.ts';
import { networkOf } from '../values/network.ts';

/** The time for which a user knows an address they were verified from, or a device token. */
export const KNOWN_FOR = Temporal.Duration.from({ hours: 24 * 90 });
/** A name that was made known less than this long ago is not written again. */
const FRESH = Temporal.Duration.from({ hours: 24 });

const TOKEN_BYTES = 16;
const TOKEN = /^[\w-]{22}$/;

/** The marks of an end user that a request carries. */
export interface Marks {
  /** As trusted: what `--trusted-proxies` and `--end-user-header` make of the request. */
  readonly address?: string;
  /** `X-Device-Fingerprint`: no secret, so it counts only together with the address. */
  readonly deviceFingerprint?: string;
  /** A device token that was given with a success before. */
  readonly deviceToken?: string;
}

/**
 * The one that an answer or a challenge comes from, as one user sees it (ADR 4). *Known*: by a device token, or by an
 * address this user was verified from. *Stranger*: any other address. *Nobody*: no address at all.
 */
export interface Requester {
  readonly userId: string;
  readonly standing: 'known' | 'stranger' | 'nobody';
  /** Tells the budgets of its own from those of others; empty for nobody, who shares them with all who are nobody. */
  readonly name: string;
}

/** A name that a user knows, and until when. */
export interface KnownName {
  readonly name: string;
  readonly until: Temporal.Instant;
}

/** The names that marks stand for, the most telling first: all that a user may be asked whether they know it. */
export function namesOf(userId: string, marks: Marks): readonly string[] {
  const { deviceToken } = marks;
  const token = deviceToken !== undefined && TOKEN.test(deviceToken) ? [tokenName(userId, deviceToken)] : [];
  return [...token, ...placesOf(userId, marks)];
}

/** Tells who it is that makes a request; `known` is what the user knows of its `namesOf`. */
export function requesterOf(
  userId: string,
  marks: Marks,
  known: readonly KnownName[],
  now: Temporal.Instant,
): Requester {
  const live = new Set(known.filter(({ until }) => !hasEnded(until, KNOWN_FOR, now)).map(({ name }) => name));
  const name = namesOf(userId, marks).find((one) => live.has(one));
  if (name !== undefined) return { userId, standing: 'known', name };
  return marks.address === undefined
    ? { userId, standing: 'nobody', name: '' }
    : { userId, standing: 'stranger', name: networkOf(marks.address) };
}

/** The name of a requester whom the user knows; undefined for everybody else. */
export const knownName = ({ standing, name }: Pick<Requester, 'standing' | 'name'>): string | undefined =>
  standing === 'known' ? name : undefined;

/** The name that all strangers of a user have together. */
const STRANGERS = 'stranger';

/** Whether a name under which messages are counted (`sendersName`) is that of requesters whom the user does not know. */
export const isShared = (name: string | undefined): boolean => name === undefined || name === STRANGERS;

/**
 * The name under which a requester shares what there is once for each: all strangers have one together, as all who are
 * nobody have, so that more addresses are no more requesters.
 */
export const sharedName = ({ standing, name }: Pick<Requester, 'standing' | 'name'>): string =>
  standing === 'stranger' ? STRANGERS : name;

/**
 * The name under which a requester's messages that nobody answered are counted: all strangers have one together, and who
 * is nobody has none, as enrollments have.
 */
export const sendersName = (who: Pick<Requester, 'standing' | 'name'>): string | undefined =>
  who.standing === 'nobody' ? undefined : sharedName(who);

/** The names that a verification makes known, but for those that it was made known by not long ago. */
export function namesToKnow(
  userId: string,
  marks: Marks,
  known: readonly KnownName[],
  now: Temporal.Instant,
): readonly string[] {
  const isFresh = (until: Temporal.Instant) =>
    Temporal.Instant.compare(until, now.add(KNOWN_FOR).subtract(FRESH)) >= 0 && !hasEnded(until, KNOWN_FOR, now);
  return placesOf(userId, marks).filter((place) => {
    const until = known.find(({ name }) => name === place)?.until;
    return until === undefined || !isFresh(until);
  });
}

/**
 * The name by which a user knows the network from which they have set a password with a link. It counts for passwords alone
 * and is not among `namesOf`: who reads somebody's mail has the link, and must not come nearer to their factors.
 */
export const passwordPlace = (network: string): string => `password ${network}`;

/** A new device token of 128 random bits, and the name that it is known by. */
export function newDeviceToken(
  userId: string,
  random: (bytes: number) => Uint8Array,
): { readonly token: string; readonly name: string } {
  const token = Buffer.from(random(TOKEN_BYTES)).toString('base64url');
  return { token, name: tokenName(userId, token) };
}

/** A digest of `digest`, wherever it stands. */
const DIGEST = /(?<![\w-])[\w-]{43}(?![\w-])/g;

/** A requester's name, or the key of a budget that ends with one, as a person may read it: without digests. */
export const withoutDigests = (name: string): string => name.replace(DIGEST, '(digest)');

/** A fingerprint alone says nothing; with the address it tells one device of a network from the others. */
function placesOf(userId: string, { address, deviceFingerprint }: Marks): readonly string[] {
  if (address === undefined) return [];
  const network = networkOf(address);
  if (deviceFingerprint === undefined) return [network];
  return [`${network} ${digest(userId, deviceFingerprint)}`, network];
}

const DEVICE = 'device ';

/** Whether a requester is known by a device token, which nobody else has. */
export const isDevice = ({ standing, name }: Pick<Requester, 'standing' | 'name'>): boolean =>
  standing === 'known' && name.startsWith(DEVICE);

/** Another user's token has another name: none is good for anybody but the user it was given for. */
const tokenName = (userId: string, token: string): string => DEVICE + digest(userId, token);

const digest = (userId: string, text: string): string =>
  createHmac('sha256', `cofactor device ${userId}`).update(text).digest('base64url');
