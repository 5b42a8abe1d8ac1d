import { useEffect, useState } from 'preact/hooks';
import type { Account } from '../core/account.ts';
import { codeAt, remainingAt } from '../core/totp.ts';
import { announce } from '../state/announce.ts';
import { useNow } from '../state/now.ts';
import { Icon } from './icons.tsx';

const RADIUS = 15;
const AROUND = 2 * Math.PI * RADIUS;

/** The code of an account as it is now, and how long it will be. */
export function Code({ account }: { readonly account: Account }) {
  const { totp, clockAhead, organization } = account;
  const now = useNow(500) + clockAhead;
  const step = Math.floor(now / 1000 / totp.timeStep);
  const [code, setCode] = useState('');
  useEffect(() => {
    let current = true;
    void codeAt(totp, step * totp.timeStep * 1000).then((made) => current && setCode(made));
    return () => {
      current = false;
    };
  }, [totp.key, step]);
  const seconds = Math.ceil(remainingAt(totp, now) / 1000);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(code);
    announce('Copied.');
  };
  return (
    <div class={seconds <= 5 ? 'code ending' : 'code'}>
      <span class="digits" role="img" aria-label={`Code ${[...code].join(' ')}`} data-code={code}>
        <span aria-hidden="true">{code.slice(0, code.length / 2)}</span>
        <span aria-hidden="true">{code.slice(code.length / 2)}</span>
      </span>
      <svg class="ring" viewBox="0 0 36 36" role="img" aria-label={`${seconds} seconds left`}>
        <circle cx="18" cy="18" r={RADIUS} />
        <circle
          class="left"
          cx="18"
          cy="18"
          r={RADIUS}
          stroke-dasharray={`${(AROUND * seconds) / totp.timeStep} ${AROUND}`}
        />
        <text x="18" y="22">
          {seconds}
        </text>
      </svg>
      <button type="button" class="round" onClick={copy} aria-label={`Copy the code of ${organization}`}>
        <Icon name="copy" />
      </button>
    </div>
  );
}
