import { createHash } from 'node:crypto';
import type { Channel } from '../domain/messages/message.ts';
import type { MessageProvider } from '../domain/providers/messageProvider.ts';

type Routed = Pick<MessageProvider, 'id' | 'channels' | 'routes' | 'priority' | 'weight'>;

/** The destination of a message, and the number of messages this user has already waited for in vain. */
export interface Destination {
  readonly channel: Channel;
  /** E.164, or an e-mail address. */
  readonly to: string;
  /** ISO 3166-1 alpha-2 of a phone, where the number tells. */
  readonly country?: string;
  readonly userId: string;
  readonly turn: number;
}

/**
 * The providers for a message, in the order they are to be tried. Those that name the number's longest prefix come
 * before those that name its country, and these before those that serve every place; within, by priority as in SRV
 * records (RFC 2782), and within that a weighted draw: the same one for the same user, so that nothing depends on
 * chance. Each further message to a user who still waits starts with the next one (fact 91).
 */
export function route<P extends Routed>(providers: readonly P[], destination: Destination): readonly P[] {
  const candidates = providers
    .filter(({ channels }) => channels.includes(destination.channel))
    .map((provider) => ({ provider, fit: fitOf(provider, destination), draw: draw(provider, destination.userId) }))
    .filter(({ fit }) => fit !== undefined)
    .sort((a, b) => (b.fit ?? 0) - (a.fit ?? 0) || a.provider.priority - b.provider.priority || a.draw - b.draw)
    .map(({ provider }) => provider);
  const first = candidates.length === 0 ? 0 : destination.turn % candidates.length;
  return [...candidates.slice(first), ...candidates.slice(0, first)];
}

/** A measure of how specifically a provider's routes match this destination; undefined when they do not. */
function fitOf({ routes: { countries, prefixes } }: Routed, { channel, to, country }: Destination): number | undefined {
  if (channel === 'email' || (countries.length === 0 && prefixes.length === 0)) return 0;
  const longest = Math.max(0, ...prefixes.filter((prefix) => to.startsWith(prefix)).map(({ length }) => length));
  if (longest > 0) return 1 + longest;
  return country !== undefined && countries.includes(country) ? 1 : undefined;
}

/**
 * Weighted rendezvous: ordering by -ln(u)/weight puts each first as often as its weight says, and adding or removing
 * one moves only the users it gains or had.
 */
function draw({ id, weight }: Routed, userId: string): number {
  const hash = createHash('sha256').update(`${userId} ${id}`).digest().readUInt32BE();
  return weight === 0 ? Number.POSITIVE_INFINITY : -Math.log((hash + 1) / 2 ** 32) / weight;
}
