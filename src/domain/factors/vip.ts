import type { CertificateReader, ClientCredentials } from './clientCertificate.ts';
import type { Unanswered } from './tokenServer.ts';

/** Security codes of one VIP credential that Symantec's service is to judge. */
export interface VipQuestion {
  readonly credentialId: string;
  readonly passCode: string;
  /** The code after it: both are judged then, however far out of step the credential is. */
  readonly nextPassCode?: string;
}

/** The outcome of a question. Only `accepted` is a yes, and it is one that is proved to answer this question. */
export type VipAnswer =
  | { readonly is: 'accepted' }
  /** `NOT_USABLE`: the credential is locked, disabled or not active, whatever the code. */
  | { readonly is: 'rejected'; readonly reason: 'WRONG_CODE' | 'NOT_USABLE' | 'UNREADABLE' }
  /** The first code is right but out of step: the service wants the one after it too. */
  | { readonly is: 'nextCodeWanted' }
  /** `sent`: the service may have judged the codes, although nothing came back that could be believed. */
  | { readonly is: 'unanswered'; readonly reason: VipUnanswered; readonly sent: boolean };

/** Reasons for which there is no answer. `REFUSED`: the service says that it cannot judge; `NOT_BELIEVED`: it lies. */
export type VipUnanswered = Unanswered | 'REFUSED' | 'NOT_BELIEVED';

/** The administrator's settings of the service. */
export interface VipSettings {
  readonly host: string;
  readonly port: number;
  readonly credentials: ClientCredentials;
  /** The end of the certificate's validity. */
  readonly expires: Temporal.Instant;
  /** The authority that vouches for the service, in PEM, where it is none of the public ones. */
  readonly authority?: string;
}

/** Symantec's validation service, or one that speaks like it. */
export interface VipService extends CertificateReader {
  /** Makes a credential one of the organization's, by two codes that follow each other. */
  activate(question: Required<VipQuestion>): Promise<VipAnswer>;
  /** Judges a code; never throws for a service that is slow, away, or lies. */
  validate(question: VipQuestion): Promise<VipAnswer>;
  /** Why a host is none to be asked, as far as it tells by itself. */
  hostProblem(host: string): string | undefined;
}
