import type { Attempt } from '../domain/messages/messageRecord.ts';
import type { ConfiguredProvider } from './configured.ts';
import type { Addressed, FinalRefusal, ProviderIo, ProviderReceipt } from './provider.ts';
import { within } from './within.ts';

/** The outcome of one try; after a `final` refusal no other provider is tried. */
export interface Tried {
  readonly attempt: Attempt;
  readonly final?: FinalRefusal | 'REFUSED';
}

interface AttemptOptions {
  /** All of a provider's outside world but the signal, which ends with the time-out. */
  readonly io: Omit<ProviderIo, 'signal'>;
  readonly timeoutMs: number;
  /** A clock that never goes back. */
  readonly monotonicMs: () => number;
}

/**
 * The time, after the time-out, in which a provider can still report that it took the message, before another is
 * tried.
 */
const LAST_WORD_MS = 50;

/**
 * Hands a message to one provider and waits for its answer, but no longer than the time-out. What a provider does
 * after that, nobody can know: it may have taken the message and been too slow to say so. A lost message locks a user
 * out and a second one with the same code does no harm, so the next provider is asked; but an acceptance that arrives
 * with the time-out still counts. Vendors that take idempotency keys get the message's id. Never throws.
 */
export async function attempt(
  provider: ConfiguredProvider,
  message: Addressed,
  { io, timeoutMs, monotonicMs }: AttemptOptions,
): Promise<Tried> {
  const { id, name, type, settings } = provider;
  const started = monotonicMs();
  const timeout = new AbortController();
  const done = (result: Attempt['result'], said: Pick<Attempt, 'reference' | 'reason'> = {}): Attempt => {
    const milliseconds = Math.round(monotonicMs() - started);
    return { provider: id, name, result, milliseconds, ...said };
  };
  const sending = (async () => type.send(message, settings, { ...io, signal: timeout.signal }))().then(
    (receipt) => ({ receipt }),
    (error: unknown) => ({ error }),
  );
  let answer = await within(sending, timeoutMs);
  if (!answer) {
    timeout.abort(new Error('timeout'));
    answer = await within(sending, LAST_WORD_MS);
  }
  if (answer && 'receipt' in answer && (answer.receipt.accepted || !timeout.signal.aborted)) {
    return judged(answer.receipt, done);
  }
  if (timeout.signal.aborted) return { attempt: done('TIMEOUT', { reason: `no answer within ${timeoutMs} ms` }) };
  return { attempt: done('FAILED', { reason: reasonOf((answer as { error: unknown }).error) }) };
}

function judged(
  receipt: ProviderReceipt,
  done: (result: Attempt['result'], said?: Pick<Attempt, 'reference' | 'reason'>) => Attempt,
): Tried {
  if (receipt.accepted) {
    return { attempt: done('ACCEPTED', receipt.reference === undefined ? {} : { reference: receipt.reference }) };
  }
  const reason = receipt.reason.slice(0, 300);
  if (receipt.retry) return { attempt: done('FAILED', { reason }) };
  return { attempt: done('REFUSED', { reason }), final: receipt.final ?? 'REFUSED' };
}

/** The name of what went wrong; messages of network errors may have URLs with secrets in them. */
function reasonOf(error: unknown): string {
  const { cause, code, name } = error as { cause?: { code?: string }; code?: string; name?: string };
  return code ?? cause?.code ?? name ?? 'unknown error';
}
