import type { ClientOptions } from '../../src/options.ts';

/** A user's answer to the question that the phone shows; `pickWrong` is the wrong one of three numbers. */
export type OnPhone = 'approve' | 'deny' | 'pickRight' | 'pickWrong';

/** Somebody with an active push factor. */
export interface PushUser {
  readonly userId: string;
  readonly factorId: string;
  /** Answers what waits, once something does. */
  answer(how: OnPhone): Promise<void>;
  /** Number of questions that wait for an answer. */
  waiting(): Promise<number>;
}

/** A service `waitForPush` runs against. */
export interface PushBackend {
  readonly options: ClientOptions;
  /** Whether a new question takes back the one before. */
  readonly oneAtATime: boolean;
  newUser(): Promise<PushUser>;
  advance(seconds: number): void;
  close(): Promise<void>;
}
