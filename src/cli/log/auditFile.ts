import { closeSync, constants, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import { ConfigError } from '../../config.ts';

/** A file, or a pipe with a name, that lines are appended to. */
export interface AuditFile {
  /** Appends a whole line, or throws: it never waits for somebody who reads. */
  write(line: string): void;
  /** Opens what has the name now; throws when that cannot be written, and goes on with the old one. */
  reopen(): void;
}

const { O_APPEND, O_CREAT, O_NONBLOCK, O_RDWR, O_WRONLY } = constants;

/** Opens a file for its owner alone; throws a ConfigError where it cannot be written. */
export function openAuditFile(path: string): AuditFile {
  let fd = first(path);
  /** Begins the line after one that was written in part. */
  let begin = '';
  return {
    write(line) {
      const bytes = Buffer.from(`${begin}${line}`);
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(fd, bytes, written);
        begin = '';
      } catch (error) {
        if (written > 0) begin = '\n';
        throw error;
      }
    },
    reopen() {
      const next = open(path);
      closeSync(fd);
      fd = next;
      begin = '';
    },
  };
}

/**
 * A pipe is opened for reading too, which Linux and macOS allow: so that it need not be read yet, and what is in it is kept
 * while its reader is started anew. A pipe that is full refuses a line at once.
 */
function open(path: string): number {
  const way = isPipe(path) ? O_RDWR : O_WRONLY;
  return openSync(path, way | O_APPEND | O_CREAT | O_NONBLOCK, 0o600);
}

function isPipe(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() ?? false;
}

function first(path: string): number {
  try {
    const fd = open(path);
    if (fstatSync(fd).isDirectory()) throw new Error('it is a directory');
    return fd;
  } catch (error) {
    throw new ConfigError(
      `--audit-log ${path} cannot be written (${(error as Error).message}); name a file, stderr or off`,
    );
  }
}
