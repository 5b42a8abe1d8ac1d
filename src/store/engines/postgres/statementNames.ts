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
  #generation = 0;

  /** For the driver: named, or unnamed once a pooler has lost a name. */
  query({ text, values }: Statement): pg.QueryConfig {
    return this.#inUse
      ? { name: this.#nameOf(text), text, values: values as unknown[] }
      : { text, values: values as unknown[] };
  }

  /** Statements of one generation keep their names. */
  get generation(): number {
    return this.#generation;
  }

  /** From now on statements have other names, unless somebody else has seen to it already. */
  renew(generation: number): void {
    if (generation !== this.#generation) return;
    this.#generation++;
    this.#names.clear();
  }

  /** From now on statements are prepared anew each time. */
  giveUp(): void {
    this.#inUse = false;
  }

  #nameOf(text: string): string {
    let name = this.#names.get(text);
    if (name === undefined) {
      name = `c${createHash('sha256').update(`${this.#generation} ${text}`).digest('base64url').slice(0, 27)}`;
      this.#names.set(text, name);
    }
    return name;
  }
}
