import type { Call } from '../driver/call.ts';
import type { Wanted } from '../driver/session.ts';
import type { Answer } from '../driver/world.ts';

/** A reply as the service gives it to those that read everything. */
export interface Fixture {
  /** A word for reports, beside the operation. */
  readonly subject: string;
  /** The call whose reply it is, as a program is asked to make it. */
  readonly call: Call;
  readonly reply: Answer;
  /** What an SDK's model of it must have, to have been read. */
  readonly wanted: Wanted;
}
