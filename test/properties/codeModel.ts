import { HOTP, Secret } from 'otpauth';

/** One factor of the model: which codes are right now, and what becomes of one that was accepted. */
export interface CodeModel {
  /** Names the challenge that guesses are counted at. */
  challenge(): number | undefined;
  isRight(code: string, now: number): boolean;
  /** The number of times that one right code may still be accepted. */
  uses(): number;
  accepted(code: string, now: number): void;
  /** A right code, if there is one. */
  right(now: number): string | undefined;
  /** One that was right once, and is not any more. */
  old(now: number): string | undefined;
  wrong(): string;
  /** Has nothing left to accept, ever. */
  over(now: number): boolean;
}

let issues = 0;

/** A code that is sent: the newest one is right, until it is used or five minutes old. */
export function sentCodes(): CodeModel & { sent(code: string, now: number): void } {
  let live: { readonly code: string; readonly until: number; readonly issue: number } | undefined;
  const all: string[] = [];
  return {
    sent(code, now) {
      live = { code, until: now + 300_000, issue: ++issues };
      all.push(code);
    },
    challenge: () => live?.issue,
    isRight: (code, now) => code === live?.code && now < live.until,
    uses: () => 1,
    accepted() {
      live = undefined;
    },
    right: (now) => (live && now < live.until ? live.code : undefined),
    old: (now) => all.findLast((code) => code !== live?.code || now >= live.until),
    wrong: () => unlike(all),
    over: () => false,
  };
}

/** RFC 6238 by a library that is not ours: one step to either side, and no step up to the last accepted one again. */
export function totpCodes(base32: string): CodeModel {
  const hotp = new HOTP({ secret: Secret.fromBase32(base32) });
  const step = (now: number) => Math.floor(now / 30_000);
  let last = -1;
  let used: string | undefined;
  const open = (now: number) => [step(now), step(now) - 1, step(now) + 1].filter((counter) => counter > last);
  const stepOf = (code: string, now: number) => open(now).find((counter) => hotp.generate({ counter }) === code);
  return {
    challenge: () => undefined,
    isRight: (code, now) => stepOf(code, now) !== undefined,
    uses: () => 1,
    accepted(code, now) {
      last = stepOf(code, now) ?? last;
      used = code;
    },
    right(now) {
      const [counter] = open(now);
      return counter === undefined ? undefined : hotp.generate({ counter });
    },
    old: () => used,
    wrong: () => '12345',
    over: () => false,
  };
}

/** Ten codes, each right once. */
export function recoveryCodes(codes: readonly string[]): CodeModel {
  const left = [...codes];
  let used: string | undefined;
  return {
    challenge: () => undefined,
    isRight: (code) => left.includes(code),
    uses: () => 1,
    accepted(code) {
      left.splice(left.indexOf(code), 1);
      used = code;
    },
    right: () => left[0],
    old: () => used,
    wrong: () => '00000-00000',
    over: () => left.length === 0,
  };
}

/** One code, right so often and so long. */
export function temporaryCode(code: string, useLimit: number, until: number): CodeModel {
  let left = useLimit;
  return {
    challenge: () => undefined,
    isRight: (given, now) => given === code && left > 0 && now < until,
    uses: () => left,
    accepted() {
      left -= 1;
    },
    right: (now) => (left > 0 && now < until ? code : undefined),
    old: () => code,
    wrong: () => '0000-0000',
    over: (now) => left === 0 || now >= until,
  };
}

function unlike(codes: readonly string[]): string {
  for (let n = 0; ; n++) {
    const candidate = String(n).padStart(6, '0');
    if (!codes.includes(candidate)) return candidate;
  }
}
