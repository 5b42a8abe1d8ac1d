/** No reply that could be believed. `sent`: the request may have come to a server. */
export interface NoReply {
  readonly is: 'none';
  readonly reason: 'FORBIDDEN_ADDRESS' | 'UNREACHABLE' | 'TIMEOUT';
  readonly sent: boolean;
}
