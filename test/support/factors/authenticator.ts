import { HOTP, Secret, TOTP } from 'otpauth';
import type { FakeClock } from '../clock.ts';

/** An authenticator app on the clock of the test, by a library that is not ours; `steps` looks back or ahead. */
export function authenticator(base32: string, clock: Pick<FakeClock, 'now'>) {
  const totp = new TOTP({ secret: Secret.fromBase32(base32) });
  const code = (steps = 0): string => totp.generate({ timestamp: clock.now().epochMilliseconds + steps * 30_000 });
  let last = { step: -1, wrong: '' };
  return {
    code,
    /** A code that it shows at none of the times a server could look at. */
    wrong(): string {
      const step = Math.floor(clock.now().epochMilliseconds / 30_000);
      if (last.step === step) return last.wrong;
      const shown = new Set(Array.from({ length: 41 }, (_, n) => code(n - 20)));
      for (let n = 0; ; n++) {
        const candidate = String(n).padStart(6, '0');
        if (!shown.has(candidate)) {
          last = { step, wrong: candidate };
          return candidate;
        }
      }
    },
  };
}

/** A token with a button, by the same library: every code comes from the next counter. */
export function buttonToken(secret: Secret, options: { digits?: number; algorithm?: string; counter?: number } = {}) {
  const hotp = new HOTP({ secret, counter: 0, ...options });
  return {
    press: (): string => hotp.generate(),
    /** The code of a counter, without pressing. */
    at: (counter: number): string => hotp.generate({ counter }),
    lose(presses: number): void {
      hotp.counter += presses;
    },
  };
}
