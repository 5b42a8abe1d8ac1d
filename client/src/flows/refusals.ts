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

/** By Okta's code and Cofactor's reason; the first that fits counts. */
const answers: Readonly<Record<Exclude<AnswerRefusal['outcome'], 'tooManyAttempts'>, RegExp>> = {
  expired: /E0000083|EXPIRED|OUTSIDE_WINDOW/,
  superseded: /SUPERSEDED/,
  replayed: /E0000082|\bUSED|REPLAYED/,
  notSent: /NEVER_SENT/,
  locked: /E0000069/,
  wrong: /E0000068/,
};
const messages: Readonly<Record<Exclude<MessageRefusal['outcome'], 'tooManyAttempts'>, RegExp>> = {
  tooSoon: /E0000(109|118|133)/,
  notSent: /E0000(099|138|139|140|146|147|150|151|186|204|205|247)/,
  invalidPhone: /E0000(097|098|121)/,
};

/** Seconds over which Okta counts activation attempts, which no reply of Okta's tells. */
const WINDOW_SECONDS = 300;

/** The failure as an outcome, when it is about the answer; anything else is thrown on. */
export const answerRefusal = (error: unknown) => refusal(error, answers) as AnswerRefusal;

/** The failure as an outcome, when it is about the message; anything else is thrown on. */
export const messageRefusal = (error: unknown) => refusal(error, messages) as MessageRefusal;

function refusal(error: unknown, outcomes: Readonly<Record<string, RegExp>>) {
  if (!(error instanceof ApiError)) throw error;
  const { code, reason, status, retryAfter = WINDOW_SECONDS } = error;
  const [found] = Object.entries(outcomes).find(([, signs]) => signs.test(`${code} ${reason}`)) ?? [];
  const outcome = found ?? (status === 429 && 'tooManyAttempts');
  if (!outcome) throw error;
  return { outcome, error, ...(status === 429 && { retryAt: new Date(Date.now() + retryAfter * 1000) }) };
}

/** The outcome of a call. A missing factor of a user who exists is an outcome like others. */
export async function orGone<Reply, Done, Refused>(
  call: Promise<Reply>,
  done: (reply: Reply) => Done,
  refused: (error: unknown) => Refused,
): Promise<Done | Refused | { readonly outcome: 'gone' }> {
  try {
    return done(await call);
  } catch (error) {
    const gone = error instanceof ApiError && error.code === 'E0000007' && error.summary.includes('(UserFactor)');
    return gone ? { outcome: 'gone' } : refused(error);
  }
}

/** For calls whose reply is what is wanted. */
export const asIs = <T>(reply: T): T => reply;

/** For calls that may fail by nothing that is an outcome. */
export const rethrow = (error: unknown): never => {
  throw error;
};
