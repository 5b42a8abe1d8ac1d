import type { CertificateReader } from '../../domain/factors/clientCertificate.ts';
import type { TokenAnswer, TokenQuestion, TokenServer, TokenServerSettings } from '../../domain/factors/tokenServer.ts';
import { LONGEST_VALUE } from './attributes.ts';
import type { ClientReply, RadiusClient } from './radiusClient.ts';
import { LONGEST_PASSWORD } from './userPassword.ts';

/** Parts of the token server. */
export interface TokenServerParts {
  readonly client: RadiusClient;
  readonly settings: () => Promise<TokenServerSettings>;
  readonly hostProblem: TokenServer['hostProblem'];
  readonly certificates: CertificateReader;
  /** Seals the State of a challenge for the caller to bring back. */
  readonly seals: { seal(value: unknown, boundTo: string): string; open(sealed: string, boundTo: string): unknown };
  readonly now: () => Temporal.Instant;
}

/** Our name for servers, in the attribute NAS-Identifier. */
const NAS_IDENTIFIER = 'cofactor';
/** Questions that wait for a server at once; more find it busy, and are not sent. */
const MOST_AT_ONCE = 256;
/** The time for which a challenge can be answered: a SecurID tokencode changes every minute. */
const CHALLENGE_LIFETIME = Temporal.Duration.from({ minutes: 5 });
const LONGEST_TOKEN = 1_024;

/** A token server that is asked by RADIUS. */
export function createTokenServer(parts: TokenServerParts): TokenServer {
  const { client, settings, hostProblem, certificates, now } = parts;
  let waiting = 0;

  async function judged(question: TokenQuestion, { servers }: TokenServerSettings): Promise<TokenAnswer> {
    const { userName, passCode, nextPassCode, stateToken } = question;
    const fit = fits(userName, LONGEST_VALUE) && [passCode, nextPassCode ?? passCode].every(isPassword);
    if (!fit) return { is: 'rejected', reason: 'UNREADABLE' };
    const held = stateToken === undefined ? undefined : openChallenge(parts, userName, stateToken);
    if (stateToken !== undefined && !held) return { is: 'rejected', reason: 'CHALLENGE_OVER' };
    const ask = (password: string, { state, server }: Partial<HeldChallenge> = {}) =>
      client.ask(servers, { userName, password, nasIdentifier: NAS_IDENTIFIER, ...(state && { state }) }, server);
    let reply = await ask(passCode, held);
    // To a server that wants a new PIN a tokencode is none.
    if (reply.is === 'challenge' && nextPassCode !== undefined && !/\bpin\b/i.test(reply.message)) {
      const next = await ask(nextPassCode, reply);
      reply = next.is === 'none' ? { ...next, sent: true } : next;
    }
    return answerOf(parts, userName, reply);
  }

  return {
    hostProblem,
    ...certificates,

    async names() {
      return settings();
    },

    async ask(question) {
      const found = await settings();
      if (found.servers.length === 0) return { is: 'unanswered', reason: 'NOT_CONFIGURED', sent: false };
      const expires = found.servers[0]?.tls?.expires;
      if (expires && Temporal.Instant.compare(expires, now()) <= 0) {
        return { is: 'unanswered', reason: 'CERTIFICATE_EXPIRED', sent: false };
      }
      if (waiting >= MOST_AT_ONCE) return { is: 'unanswered', reason: 'BUSY', sent: false };
      waiting += 1;
      try {
        return await judged(question, found);
      } finally {
        waiting -= 1;
      }
    },
  };
}

const isPassword = (text: string): boolean => fits(text, LONGEST_PASSWORD);
const fits = (text: string, most: number): boolean =>
  text !== '' && !text.includes('\0') && Buffer.byteLength(text) <= most;

function answerOf(parts: TokenServerParts, userName: string, reply: ClientReply): TokenAnswer {
  switch (reply.is) {
    case 'accept':
      return { is: 'accepted' };
    case 'reject':
      return { is: 'rejected', reason: 'WRONG_CODE' };
    case 'none':
      return { is: 'unanswered', reason: reply.reason, sent: reply.sent };
    case 'challenge':
      return { is: 'challenged', message: readable(reply.message), stateToken: sealChallenge(parts, userName, reply) };
  }
}

interface HeldChallenge {
  readonly state: Uint8Array;
  /** The place of the server that knows the challenge. */
  readonly server: number;
}

const boundTo = (userName: string): string => `challenge of a token server ${userName}`;

function sealChallenge({ seals, now }: TokenServerParts, userName: string, { state, server }: HeldChallenge): string {
  const until = now().add(CHALLENGE_LIFETIME).epochMilliseconds;
  return seals.seal([Buffer.from(state).toString('base64url'), server, until], boundTo(userName));
}

/** The challenge in a token; undefined for one that is another user's, too old, or none. */
function openChallenge({ seals, now }: TokenServerParts, userName: string, token: string): HeldChallenge | undefined {
  if (token.length > LONGEST_TOKEN) return undefined;
  try {
    const [state, server, until] = seals.open(token, boundTo(userName)) as [string, number, number];
    return now().epochMilliseconds < until ? { state: Buffer.from(state, 'base64url'), server } : undefined;
  } catch {
    return undefined;
  }
}

/** The words of a server, for whoever is to answer it: one line, and not a long one. */
const readable = (message: string): string =>
  message
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 200);
