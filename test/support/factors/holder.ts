import type { User } from '../../../src/domain/users/user.ts';
import type { World } from '../world.ts';

/** Somebody who is about to enroll one factor, and then has it in their hand. Made anew for every test. */
export interface Holder {
  /** The enroll request. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Query of the enroll request, with its question mark. */
  readonly query?: string;
  /** Keeps what the reply to enroll shows once. */
  // biome-ignore lint/suspicious/noExplicitAny: what a kind shows is its own affair
  keep?(enrolled: any): void;
  /** Hears the reply to each challenge, for kinds whose challenge is shown in it. */
  // biome-ignore lint/suspicious/noExplicitAny: what a kind shows is its own affair
  challenged?(reply: any): void;
  /** The right answer now: to the newest challenge, where the kind has any, and for one-time kinds a new one each time. */
  answer(): Readonly<Record<string, string>>;
  /** An answer that is never right, in the form of one that could be. */
  wrong(): Readonly<Record<string, string>>;
  /** Secrets, besides the answers, that nobody may be shown once the factor is enrolled. */
  secrets?(): readonly string[];
}

/** One kind as the conformance tests of `kinds.test.ts` and `kindAnswers.test.ts` treat it. */
export interface KindFixture {
  /** Somebody to enroll it; puts what the organization needs for that in place first. */
  holder(w: World, user: User): Holder | Promise<Holder>;
  /** Pending until an answer activates it; otherwise it is active at once. */
  readonly activated?: true;
  /** Whether an answer is accepted only once. */
  readonly oneTime?: true;
  /** A user may have several of them. */
  readonly several?: true;
  /** When an answer is too old, and the error code of one that is; absent where answers do not age. */
  readonly stale?: { readonly after: Temporal.DurationLike; readonly errorCode: string };
}
