import type { pino } from 'pino';

type Destination = ReturnType<typeof pino.destination>;

const MOST_CHARACTERS = 16_000;
const MOST_MS = 200;

/** The output of a logger. */
interface LogLines {
  write(line: string): void;
  flushSync(): void;
}

/** Hands lines on in larger portions: the destination looks at each that it is given. */
export function createLogLines(destination: Pick<Destination, 'write' | 'flushSync'>): LogLines {
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;

  function pass(): void {
    clearTimeout(timer);
    timer = undefined;
    const lines = waiting;
    waiting = '';
    destination.write(lines);
  }

  return {
    write(line) {
      waiting += line;
      if (waiting.length > MOST_CHARACTERS) pass();
      else timer ??= setTimeout(pass, MOST_MS).unref();
    },
    flushSync() {
      pass();
      destination.flushSync();
    },
  };
}
