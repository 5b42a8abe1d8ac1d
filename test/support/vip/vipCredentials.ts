import { HOTP } from 'otpauth';

/** A VIP credential with a button (RFC 4226), and the server's knowledge of it. */
export interface VipCredential {
  readonly id: string;
  /** The next code of it. */
  press(): string;
  /** Codes that nobody sees. */
  skip(presses: number): void;
  /** The reason code for one code, or for two that follow each other; a right one moves the credential on. */
  judge(codes: readonly string[]): string;
  /** The reason code of every answer, for one that is locked or disabled. */
  state?: string;
}

/** Presses that may have gone unused before a code, and before two that put the credential in step again. */
const LOOK_AHEAD = 5;
const SYNC = 100;
const WRONG = '49b5';

/** Makes a credential as it leaves the factory. */
export function vipCredential(id: string): VipCredential {
  const device = new HOTP({ digits: 6 });
  let [pressed, next] = [0, 0];
  const at = (counter: number) => device.generate({ counter });
  const find = (window: number, fits: (counter: number) => boolean) =>
    Array.from({ length: window }, (_, n) => next + n).find(fits);
  return {
    id,
    press: () => at(pressed++),
    skip(presses) {
      pressed += presses;
    },
    judge([first, second]) {
      if (this.state !== undefined) return this.state;
      if (second !== undefined) {
        const found = find(SYNC, (counter) => at(counter) === first && at(counter + 1) === second);
        if (found === undefined) return WRONG;
        next = found + 2;
        return '0000';
      }
      const found = find(LOOK_AHEAD, (counter) => at(counter) === first);
      if (found === undefined) return find(SYNC, (counter) => at(counter) === first) === undefined ? WRONG : '4923';
      next = found + 1;
      return '0000';
    },
  };
}
