import { ApiError } from '../errors.ts';

/** Why an answer was not accepted. `error` is what the service said. */
export type AnswerRefusal =
  /** Not the code that was sent, or not the right answer. */
  | { readonly outcome: 'wrong'; readonly error: ApiError }
  /** It was right, but is too old. */
  | { readonly outcome: 'expired'; readonly error: ApiError }
  /** A newer code was sent since. Cofactor only; Okta says `wrong`. */
  | { readonly outcome: 'superseded'; readonly error: ApiError }
  /** It was accepted before. */
  | { readonly outcome: 'replayed'; readonly error: ApiError }
  /** No code is waiting for an answer. Cofactor only. */
  | { readonly outcome: 'notSent'; readonly error: ApiError }
  | { readonly outcome: 'tooManyAttempts'; readonly retryAt: Date; readonly error: ApiError }
  /** The user is locked. */
  | { readonly outcome: 'locked'; readonly error: ApiError };

/** Why a message did not go out. */
export type MessageRefusal =
  /** One was sent a moment ago: it is on its way. */
  | { readonly outcome: 'tooSoon'; readonly retryAt: Date; readonly error: ApiError }
  /** No provider took it, the recipient opted out, or a limit keeps it back. */
  | { readonly outcome: 'notSent'; readonly error: ApiError }
  /** There can be no such number, or none is known. */
  | { readonly outcome: 'invalidPhone'; readonly error: ApiError }
  /** After too many wrong codes nothing is sent either. */
  | { readonly outcome: 'tooManyAttempts'; readonly retryAt: Date; readonly error: ApiError };

const byReason: Readonly<Record<string, Exclude<AnswerRefusal['outcome'], 'tooManyAttempts'>>> = {
  WRONG_CODE: 'wrong',
  WRONG_ANSWER: 'wrong',
  EXPIRED: 'expired',
  OUTSIDE_WINDOW: 'expired',
  SUPERSEDED: 'superseded',
  USED: 'replayed',
  USED_UP: 'replayed',
  REPLAYED: 'replayed',
  NEVER_SENT: 'notSent',
};
const byCode: typeof byReason = { E0000068: 'wrong', E0000069: 'locked', E0000082: 'replayed', E0000083: 'expired' };

const TOO_SOON = /^E0000(109|118|133)$/;
const KEPT_BACK = /^E0000(099|138|139|140|146|147|150|151|186|204|205|247)$/;
const NO_PHONE = /^E0000(097|098|121)$/;
/** How long Okta counts activation attempts, which it says nowhere in a reply. */
const WINDOW_SECONDS = 300;

/** The failure as an outcome, when it is about the answer; anything else is thrown on. */
export function answerRefusal(error: unknown): AnswerRefusal {
  if (!(error instanceof ApiError)) throw error;
  if (error.status === 429) return { outcome: 'tooManyAttempts', retryAt: retryAt(error), error };
  const outcome = byReason[error.reason ?? ''] ?? byCode[error.code];
  if (outcome === undefined) throw error;
  return { outcome, error };
}

/** The failure as an outcome, when it is about the message; anything else is thrown on. */
export function messageRefusal(error: unknown): MessageRefusal {
  if (!(error instanceof ApiError)) throw error;
  const { code, status } = error;
  if (TOO_SOON.test(code)) return { outcome: 'tooSoon', retryAt: retryAt(error), error };
  if (KEPT_BACK.test(code)) return { outcome: 'notSent', error };
  if (NO_PHONE.test(code)) return { outcome: 'invalidPhone', error };
  if (status === 429) return { outcome: 'tooManyAttempts', retryAt: retryAt(error), error };
  throw error;
}

/** Whether it is the factor that is not there, and not its user. */
export const isFactorGone = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'E0000007' && error.summary.includes('(UserFactor)');

function retryAt({ retryAfter = WINDOW_SECONDS }: ApiError): Date {
  return new Date(Date.now() + retryAfter * 1000);
}
