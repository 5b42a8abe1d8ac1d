import { useEffect, useRef, useState } from 'preact/hooks';
import { DeviceFault, Unreachable } from '../core/api.ts';
import { answer, type Decision } from '../core/device.ts';
import { closeNotification } from '../state/notification.ts';
import { useNow } from '../state/now.ts';
import type { Request } from '../state/requests.ts';
import { Modal } from '../ui/Modal.tsx';
import { Ask } from './Ask.tsx';
import { Outcome, type OutcomeName } from './Outcome.tsx';

interface RequestProps {
  readonly request: Request;
  /** All that still waits, this one included as long as it does. */
  readonly live: readonly Request[];
  readonly close: () => void;
}

/** Milliseconds an outcome stays when the next request is there already. */
const LINGER_MS = 4_000;

/** One request from its coming to its end, whatever that is. */
export function RequestDialog({ request, live, close }: RequestProps) {
  const { account, transaction } = request;
  const [outcome, setOutcome] = useState<OutcomeName>();
  const [busy, setBusy] = useState<Decision>();
  const [problem, setProblem] = useState('');
  const lost = useRef(false);
  const now = useNow(1_000) + account.clockAhead;
  const left = Date.parse(transaction.expiresAt) - now;
  const ended = outcome ?? (busy ? undefined : endOf(request, live, left));
  const others = live.some((other) => other.transaction.id !== transaction.id);

  useEffect(() => {
    // What ended by itself stays ended, though the list may change again.
    if (ended) setOutcome(ended);
    if (ended) void closeNotification(account.kid);
  }, [ended]);
  useEffect(() => {
    // Not where it would put another request under a finger that is about to press.
    if (!ended || !others || ended === 'replaced') return undefined;
    const timer = setTimeout(close, LINGER_MS);
    return () => clearTimeout(timer);
  }, [ended, others]);

  const decide = async (decision: Decision, number?: number): Promise<void> => {
    setBusy(decision);
    setProblem('');
    try {
      const result = await answer(account, transaction.id, decision, number);
      if (decision === 'APPROVE') setOutcome(result === 'SUCCESS' ? 'approved' : 'wrongNumber');
      else setOutcome(decision === 'DENY' ? 'denied' : 'reported');
    } catch (error) {
      if (error instanceof DeviceFault && error.status < 500 && error.status !== 429) {
        if (error.status === 401) setOutcome('forgotten');
        else if (error.status === 423) setOutcome('locked');
        // The first try may have arrived though its reply did not.
        else if (lost.current) setOutcome('unsure');
        else setOutcome(left <= 0 ? 'expired' : 'answered');
      } else {
        lost.current = true;
        setProblem(
          error instanceof Unreachable
            ? 'No connection: your answer may not have arrived. Try again.'
            : 'That did not work. Try again.',
        );
      }
    }
    setBusy(undefined);
  };

  if (ended) return <Outcome name={ended} organization={account.organization} next={others} close={close} />;
  return (
    <Modal title="Is this you signing in?" className="request" onCancel={close}>
      <Ask request={request} left={left} now={now} busy={busy} problem={problem} decide={decide} later={close} />
    </Modal>
  );
}

/** The end of a request that nobody answered here. */
function endOf({ account, transaction }: Request, live: readonly Request[], left: number): OutcomeName | undefined {
  if (left <= 0) return 'expired';
  if (live.some((other) => other.transaction.id === transaction.id)) return undefined;
  return live.some((other) => other.account.kid === account.kid) ? 'replaced' : 'answered';
}
