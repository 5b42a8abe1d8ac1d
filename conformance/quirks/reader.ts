import type { Call, Reply } from '../driver/call.ts';
import type { Program } from '../driver/program.ts';
import type { Answer } from '../driver/world.ts';

/** An SDK that reads replies with its own models. */
export interface Reader {
  /** Its name in reports. */
  readonly client: string;
  readonly read: (call: Call, reply: Answer) => Promise<Reply>;
  /** Its `User-Agent`; known once it has read something. */
  readonly agent: () => string;
  readonly close: () => Promise<void>;
}

/** Has a program read a reply. One that ended has not failed to read it: it has not tried. */
export async function readBy(program: Program, call: Call): Promise<Reply> {
  const reply = await program.call(call);
  if (program.ended) throw new Error(`${call.operation}: ${reply.error}`);
  return reply;
}
