import { createInterface } from 'node:readline/promises';
import { ConfigError } from '../config.ts';

/** Asks a question on stderr, so that stdout stays for programs; anything but yes, and an input that is over, is no. */
export async function confirm(question: string, refused: string): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  process.stderr.write(`${question} [y/N] `);
  try {
    for await (const line of lines) {
      if (/^\s*y(es)?\s*$/i.test(line)) return;
      break;
    }
  } finally {
    lines.close();
    process.stdin.unref?.();
  }
  throw new ConfigError(refused);
}
