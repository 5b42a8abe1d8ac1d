import type { Wrong } from '../../../domain/fido/wrong.ts';

/** A key that counts its uses must count up (WebAuthn section 6.1.1); one that does not says 0 every time. */
export function judgeCounter(counter: number, before: number): Wrong | undefined {
  return counter > before || (counter === 0 && before === 0) ? undefined : { reason: 'COUNTER_REGRESSION' };
}
