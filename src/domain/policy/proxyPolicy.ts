/** The machines between end users, callers and this process, and where a caller says who its end user is. */
export interface ProxyPolicy {
  /** Number of our own proxies between a caller and this process; absent: those among `proxies`. */
  readonly hops?: number;
  /** Addresses and networks (CIDR) of proxies, ours and the callers'. */
  readonly proxies: readonly string[];
  /** The header that names the end user, in lower case. */
  readonly endUserHeader: string;
  /** Private, loopback and the caller's own addresses may be end users: all are on one internal network. */
  readonly privateEndUsers: boolean;
}

export const FORWARDED_FOR = 'x-forwarded-for';

/** Callers connect directly, and name their end users in `X-Forwarded-For`. */
export const noProxies: ProxyPolicy = { proxies: [], endUserHeader: FORWARDED_FOR, privateEndUsers: false };
