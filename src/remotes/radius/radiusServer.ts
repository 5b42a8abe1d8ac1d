/** One RADIUS server. */
export interface RadiusServer {
  readonly host: string;
  /** 1812 (RFC 2865 section 3) unless the administrator says otherwise. */
  readonly port: number;
  /** The secret shared with it. */
  readonly secret: string;
}

/** No reply that could be believed. `sent`: the request may have come to a server. */
export interface NoReply {
  readonly is: 'none';
  readonly reason: 'FORBIDDEN_ADDRESS' | 'UNREACHABLE' | 'TIMEOUT';
  readonly sent: boolean;
}
