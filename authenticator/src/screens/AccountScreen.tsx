import { useState } from 'preact/hooks';
import type { Account } from '../core/account.ts';
import { Unreachable } from '../core/api.ts';
import { changeKey } from '../core/device.ts';
import { hostOf } from '../core/elsewhere.ts';
import { announce } from '../state/announce.ts';
import { go } from '../state/place.ts';
import { Code } from '../ui/Code.tsx';
import { Icon } from '../ui/icons.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Screen } from '../ui/Screen.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';

interface AccountProps {
  readonly account: Account;
  readonly changed: () => Promise<void>;
  /** There is no other account on this device. */
  readonly last: boolean;
}

const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });

/** One account, and what can be done with it here. */
export function AccountScreen({ account, changed, last }: AccountProps) {
  const [said, setSaid] = useState<{ readonly text: string; readonly good: boolean }>();
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState(false);
  const renew = async (): Promise<void> => {
    setBusy(true);
    try {
      await changeKey(account);
      setSaid({ text: 'This device has a new key. The old one counts no more.', good: true });
    } catch (error) {
      const offline = error instanceof Unreachable;
      setSaid({
        text: offline ? 'No connection. Try again later.' : 'That did not work. Try again later.',
        good: false,
      });
    }
    await changed();
    setBusy(false);
  };
  return (
    <Screen title={account.organization} back={() => go('')}>
      {account.forgotten ? (
        <Notice icon="alert">
          <p>
            The service no longer knows this device: it was removed there, by you or by an administrator. Its codes and
            answers count no more.
          </p>
        </Notice>
      ) : (
        <div class="card">
          <Code account={account} />
        </div>
      )}
      <dl class="card facts">
        <dt>Account</dt>
        <dd>{account.login}</dd>
        <dt>Service</dt>
        <dd>{hostOf(account.base)}</dd>
        <dt>Added</dt>
        <dd>
          <time dateTime={new Date(account.added).toISOString()}>{date.format(account.added)}</time>
        </dd>
      </dl>
      {said && (
        <Notice icon={said.good ? 'check' : 'alert'} tone={said.good ? 'calm' : 'alert'}>
          <p>{said.text}</p>
        </Notice>
      )}
      {!account.forgotten && (
        <section class="action">
          <button type="button" class="secondary wide" onClick={renew} disabled={busy}>
            <Icon name="key" />
            {busy ? 'Making a new key…' : 'Make a new key'}
          </button>
          <p class="hint">If somebody else may have used this device. Codes stay the same.</p>
        </section>
      )}
      <button type="button" class="danger wide" onClick={() => setRemoving(true)}>
        <Icon name="trash" />
        Remove this account
      </button>
      {removing && (
        <RemoveDialog
          account={account}
          last={last}
          close={() => setRemoving(false)}
          removed={async () => {
            await changed();
            announce(`${account.organization} is removed.`);
            go('');
          }}
        />
      )}
    </Screen>
  );
}
