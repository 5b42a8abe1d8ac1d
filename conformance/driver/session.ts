import type { Call, Reply } from './call.ts';
import type { Program } from './program.ts';
import type { Result } from './result.ts';
import type { World } from './world.ts';

/** What a call must come to, to count as passed. */
export interface Wanted {
  /** The `errorCode` of a refusal that is right. */
  readonly refusal?: string;
  /** Judges the value that the SDK gave, and says in words what is wrong with it. */
  readonly value?: (value: Reply['value']) => string | undefined;
}

/** One client's run of the scenario: every call is made by its program, judged, and written down. */
export class Session {
  readonly world: World;
  readonly results: Result[] = [];
  readonly #program: Program;
  #people = 0;

  constructor(program: Program, world: World) {
    this.#program = program;
    this.world = world;
  }

  /** Makes a call. The reply is as it came, whatever the verdict. */
  async call(call: Call, subject = '', wanted: Wanted = {}): Promise<Reply> {
    const reply = await this.#program.call(call);
    if (this.#program.ended) throw new Error(`${call.operation}: ${reply.error}`);
    const error = reply.result === 'absent' ? undefined : fault(reply, wanted);
    const outcome = reply.result === 'absent' ? 'absent' : error === undefined ? 'passed' : 'failed';
    this.results.push({ operation: call.operation, subject, outcome, ...(error !== undefined && { error }) });
    return reply;
  }

  /** Makes a user of whom no other part of the scenario knows: budgets of codes and guesses are counted by user. */
  async person(activate = true): Promise<{ readonly id: string; readonly login: string }> {
    const login = `person${++this.#people}@example.com`;
    const user = await this.world.must('POST', `/api/v1/users?activate=${activate}`, {
      profile: { firstName: 'Ada', lastName: 'Lovelace', email: login, login },
      credentials: { password: { value: 'Correct-horse-7' } },
    });
    return { id: user.id, login };
  }

  /** A number of nobody else. */
  phone(): string {
    return `+1802448${1_000 + ++this.#people}`;
  }
}

/** Whatever is wrong with a reply, in one line; undefined when it is what was wanted. */
export function fault({ result, value, error = '' }: Reply, wanted: Wanted): string | undefined {
  const line = error.replaceAll(/\s+/g, ' ').slice(0, 400);
  if (wanted.refusal !== undefined) {
    if (result === 'passed') return `accepted, though ${wanted.refusal} is right`;
    return error.includes(wanted.refusal) ? undefined : `${wanted.refusal} is right: ${line}`;
  }
  return result === 'failed' ? line : wanted.value?.(value);
}
