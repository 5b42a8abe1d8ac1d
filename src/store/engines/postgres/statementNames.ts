import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Statement } from '../../engine.ts';

/**
 * Names of prepared statements. A name is a digest of the text: behind a pooler that hands one server connection to many
 * clients, a name that somebody else has prepared stands for the same statement.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();
  #inUse = true;

  /** For the driver: named, or unnamed once a pooler has lost a name. */
  query({ text, values }: Statement): pg.QueryConfig {
    return this.#inUse
      ? { name: this.#nameOf(text), text, values: values as unknown[] }
      : { text, values: values as unknown[] };
  }

  /** From now on statements are prepared anew each time. */
  giveUp(): void {
    this.#inUse = false;
  }

  #nameOf(text: string): string {
    let name = this.#names.get(text);
    if (name === undefined) {
      name = `c${createHash('sha256').update(text).digest('base64url').slice(0, 27)}`;
      this.#names.set(text, name);
    }
    return name;
  }
}
