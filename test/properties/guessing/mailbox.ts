import type { Message } from '../../../src/domain/messages/message.ts';

/** Messages that are remembered of each recipient. */
const KEPT = 6;

/** The newest messages of each recipient; a year of an attack sends more than a test has room for. */
export class Mailbox {
  readonly #codes = new Map<string, string[]>();

  /** Takes what was sent out of the list of the world. */
  collect(sent: Message[]): void {
    for (const { to, values } of sent.splice(0)) {
      const codes = this.#codes.get(to) ?? [];
      codes.unshift(values.code ?? '');
      this.#codes.set(to, codes.slice(0, KEPT));
    }
  }

  newest(to: string): string {
    return this.#codes.get(to)?.[0] ?? 'none was sent';
  }

  /** A code of six digits that none of the newest messages has. */
  wrong(to: string): { readonly passCode: string } {
    const codes = this.#codes.get(to) ?? [];
    for (let n = 0; ; n++) {
      const passCode = String(n).padStart(6, '0');
      if (!codes.includes(passCode)) return { passCode };
    }
  }
}
