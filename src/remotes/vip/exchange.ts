import type { ClientCredentials } from '../../domain/factors/clientCertificate.ts';
import type { VipUnanswered } from '../../domain/factors/vip.ts';

/** One POST over mutual TLS. */
export interface VipPost {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly body: string;
  readonly credentials: ClientCredentials;
  readonly authority?: string;
}

/** The reply to a POST, or the reason why there is none. `sent`: TLS was established, so somebody may have read it. */
export type VipReply =
  | { readonly is: 'reply'; readonly status: number; readonly text: string }
  | { readonly is: 'none'; readonly reason: VipUnanswered; readonly sent: boolean };

/** Sends a POST within bounds of time and length; never throws. */
export type VipExchange = (post: VipPost) => Promise<VipReply>;
