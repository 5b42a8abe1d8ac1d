import type { CertificateReader, ClientCredentials } from './clientCertificate.ts';

/** One passcode that a token server is to judge. */
export interface TokenQuestion {
  /** The name the server knows the user by. */
  readonly userName: string;
  readonly passCode: string;
  /** The tokencode after it, for a server that asks for that before it believes the first. */
  readonly nextPassCode?: string;
  /** The token that came with a challenge: `passCode` is then the answer to it. */
  readonly stateToken?: string;
}

/** The outcome of a question. Only `accepted` is a yes, and it is one that is proved to come from the server. */
export type TokenAnswer =
  | { readonly is: 'accepted' }
  | { readonly is: 'rejected'; readonly reason: 'WRONG_CODE' | 'UNREADABLE' | 'CHALLENGE_OVER' }
  /** The server wants something more: `message` says what, in its own words, and `stateToken` is sent with it. */
  | { readonly is: 'challenged'; readonly message: string; readonly stateToken: string }
  /** `sent`: a server may have judged the passcode, although nothing came back that could be believed. */
  | { readonly is: 'unanswered'; readonly reason: Unanswered; readonly sent: boolean };

/** Reasons for which there is no answer. */
export type Unanswered =
  | 'NOT_CONFIGURED'
  | 'CERTIFICATE_EXPIRED'
  | 'FORBIDDEN_ADDRESS'
  | 'UNREACHABLE'
  | 'BUSY'
  | 'TIMEOUT';

/** The names by which a token server may know users. */
export const userNameTemplates = ['oktaId', 'email', 'login'] as const;
export type UserNameTemplate = (typeof userNameTemplates)[number];

/** The server as an enrollment needs to know it. */
export interface TokenServerNames {
  /** The administrator's name for it; undefined where nobody gave it one. */
  readonly vendorName?: string;
  /** Undefined where the one who enrolls says the name. */
  readonly template?: UserNameTemplate;
}

/** One of the servers that share the tokens of an organization. */
export interface TokenServerAddress {
  readonly host: string;
  readonly port: number;
  /** The secret shared with it. */
  readonly secret: string;
  /** The certificates of a server that is asked over TLS; undefined for UDP. */
  readonly tls?: TokenServerTls;
}

/** The certificates by which a token server and the organization know each other. */
export interface TokenServerTls {
  /** The authority that vouches for the server, in PEM, where it is none of the public ones. */
  readonly authority?: string;
  readonly credentials?: ClientCredentials;
  /** The end of the validity of the certificate in `credentials`. */
  readonly expires?: Temporal.Instant;
}

/** The administrator's settings of the token server. */
export interface TokenServerSettings extends TokenServerNames {
  /** In the order in which they are asked; none while the settings are not complete. */
  readonly servers: readonly TokenServerAddress[];
}

/** The organization's token server, of whatever vendor. */
export interface TokenServer extends CertificateReader {
  names(): Promise<TokenServerNames>;
  /** Asks once; never throws for a server that is slow, away, or lies. */
  ask(question: TokenQuestion): Promise<TokenAnswer>;
  /** Why a host is none to be asked, as far as it tells by itself. `encrypted`: over TLS. */
  hostProblem(host: string, encrypted: boolean): string | undefined;
}
