import { write } from 'node:fs';
import { PAUSE_MS, writeAll } from './writeAll.ts';

const MOST_CHARACTERS = 16_000;
const MOST_MS = 200;

/** The place lines are handed on to. */
interface Destination {
  /** Writes in the background. */
  write(lines: string): unknown;
  /** Writes what it was given before. */
  flushSync(): void;
  /** Writes at once, at the end of the process. */
  writeSync(lines: string): void;
}

/**
 * An open file as a destination. A write in the background that begins when the process ends may never be made. When
 * nothing can be written, because the disk is full or nobody reads any more, lines are lost and the service goes on: there is no
 * place to complain in. (The destination of `pino` tries for ever, and the process never ends.)
 */
export function createDestination(fd: number): Destination {
  const waiting: Buffer[] = [];
  let underWay = false;
  /** A pipe was full: the first part waits to be tried again. */
  let resting = false;

  function next(): void {
    const part = waiting[0];
    resting = false;
    underWay = part !== undefined;
    if (!part) return;
    write(fd, part, 0, part.length, null, (error, written) => {
      if (error?.code === 'EAGAIN') {
        resting = true;
        setTimeout(next, PAUSE_MS).unref();
        return;
      }
      if (error || written === part.length) waiting.shift();
      else waiting[0] = part.subarray(written);
      next();
    });
  }

  const atOnce = (text: string | Buffer): void => {
    try {
      writeAll(fd, text);
    } catch {
      // As above.
    }
  };

  return {
    write(lines) {
      waiting.push(Buffer.from(lines));
      if (!underWay) next();
    },
    flushSync() {
      atOnce(Buffer.concat(waiting.splice(underWay && !resting ? 1 : 0)));
    },
    writeSync: atOnce,
  };
}

/** The output of a logger. */
interface LogLines {
  write(line: string): void;
  flushSync(): void;
}

/** Hands lines on in larger portions: the destination looks at each that it is given. */
export function createLogLines(destination: Destination): LogLines {
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;

  function take(): string {
    clearTimeout(timer);
    timer = undefined;
    const lines = waiting;
    waiting = '';
    return lines;
  }

  const pass = () => destination.write(take());

  return {
    write(line) {
      waiting += line;
      if (waiting.length > MOST_CHARACTERS) pass();
      else timer ??= setTimeout(pass, MOST_MS).unref();
    },
    flushSync() {
      destination.flushSync();
      destination.writeSync(take());
    },
  };
}
