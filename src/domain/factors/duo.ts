import type { UserNameTemplate } from './tokenServer.ts';

/** The two kinds of application that an account of Duo's can have for this: one is asked, the other is a page of Duo's. */
export const duoApplications = ['AUTH_API', 'WEB_SDK'] as const;
export type DuoApplication = (typeof duoApplications)[number];

/** The ways in which the Auth API reaches a user that are not a code to type. */
export type DuoMethod = 'push' | 'phone' | 'sms';

/** The account of Duo's as an enrollment needs to know it. */
export interface DuoNames {
  /** Undefined where the one who enrolls says the name. */
  readonly template?: UserNameTemplate;
  readonly application: DuoApplication;
}

/** The address of the account, its public name and the secret that requests are signed with. */
export interface DuoKeys {
  /** `https://api-….duosecurity.com`, without a path. */
  readonly origin: string;
  readonly integrationKey: string;
  readonly secretKey: string;
}

/** The administrator's settings of Duo. */
export interface DuoSettings extends DuoNames {
  /** Undefined while the settings are not complete. */
  readonly keys?: DuoKeys;
  /** Whether users whom Duo lets through unasked count as verified. */
  readonly allowBypass: boolean;
}

/** Reasons for which nothing is known: Duo was not asked, or did not answer in words that can be believed. */
export type DuoSilence =
  | 'NOT_CONFIGURED'
  | 'FORBIDDEN_ADDRESS'
  | 'UNREACHABLE'
  | 'BUSY'
  | 'TIMEOUT'
  | 'REFUSED'
  | 'UNREADABLE';

/** Reasons for which Duo, or this service on what Duo said, does not let a user in. */
export type DuoRejection =
  | 'WRONG_CODE'
  | 'DENIED'
  | 'NOT_ME'
  | 'TIMEOUT'
  | 'LOCKED_OUT'
  | 'NOT_ENROLLED'
  | 'BYPASSED'
  | 'OTHER_APPLICATION';

/** No answer; `sent`: Duo may have heard what it was asked. */
export interface DuoUnanswered {
  readonly is: 'unanswered';
  readonly reason: DuoSilence;
  readonly sent: boolean;
}

/** A verdict. Only `accepted` is a yes. `bypassed`: Duo let the user through unasked, and the organization wants that. */
export type DuoVerdict =
  | { readonly is: 'accepted' | 'bypassed' }
  | { readonly is: 'rejected'; readonly reason: DuoRejection; readonly enrollAt?: string }
  | DuoUnanswered;

/** The outcome of asking a user: Duo asks, has sent codes, or waits on its page. */
export type DuoAsked =
  | { readonly is: 'asked'; readonly ticket: string }
  | { readonly is: 'sent' | 'prompt' }
  | DuoVerdict;

/** The secrets of one visit to Duo's page, which the browser brings back. */
export interface PromptSecrets {
  readonly state: string;
  readonly nonce: string;
}

/** One visit to Duo's page. */
export interface PromptVisit extends PromptSecrets {
  readonly userName: string;
  /** The address at which the browser comes back. */
  readonly redirectUri: string;
}

/** Duo, asked by its Auth API v2 or by its Universal Prompt. Never throws for a Duo that is slow, away, or lies. */
export interface Duo {
  names(): Promise<DuoNames>;
  /** Whether a user can be asked; undefined for one who can. */
  refusal(userName: string): Promise<DuoVerdict | undefined>;
  /** Has a passcode judged. */
  judge(userName: string, passCode: string): Promise<DuoVerdict>;
  /** Asks a user. */
  ask(userName: string, method: DuoMethod | undefined): Promise<DuoAsked>;
  /**
   * The state of a question; `waiting` too where Duo takes its time. The verdict that comes after that is told to `late` of
   * one of those who asked: Duo may say it once, and then nobody would hear of it who asks again.
   */
  follow(
    ticket: string,
    late: (verdict: DuoVerdict) => Promise<unknown>,
  ): Promise<DuoVerdict | { readonly is: 'waiting' }>;
  /** The address of Duo's page. */
  promptUrl(visit: PromptVisit): Promise<{ readonly is: 'url'; readonly url: string } | DuoUnanswered>;
  /** The verdict behind the code that a browser brought back from Duo's page. */
  redeem(visit: PromptVisit, code: string): Promise<DuoVerdict>;
  /** Why an address is none of Duo's. */
  originProblem(origin: string): string | undefined;
  /** Gives up what is still waited for. */
  close(): void;
}
