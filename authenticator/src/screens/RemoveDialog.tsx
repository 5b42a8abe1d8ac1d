import { useState } from 'preact/hooks';
import type { Account } from '../core/account.ts';
import { DeviceFault } from '../core/api.ts';
import { leave } from '../core/device.ts';
import { dropAccount } from '../core/storage.ts';
import { Modal } from '../ui/Modal.tsx';

interface RemoveProps {
  readonly account: Account;
  readonly last: boolean;
  readonly close: () => void;
  readonly removed: () => Promise<void>;
}

/** Asks once more, tells the service if it can be told, and forgets the keys. */
export function RemoveDialog({ account, last, close, removed }: RemoveProps) {
  const [busy, setBusy] = useState(false);
  const [untold, setUntold] = useState(false);
  const forget = async (): Promise<void> => {
    await dropAccount(account.kid);
    if (last) await unsubscribe().catch(() => {});
    await removed();
  };
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      if (!account.forgotten) await leave(account);
    } catch (error) {
      // 401 and 404: it has forgotten this device already, which is what was wanted.
      if (!(error instanceof DeviceFault && (error.status === 401 || error.status === 404))) {
        setUntold(true);
        setBusy(false);
        return;
      }
    }
    await forget();
  };
  if (untold) {
    return (
      <Modal title="The service could not be told" className="sheet" onCancel={close}>
        <p>
          It would go on sending requests to this device, which could no longer answer them. Try again when you are
          online, or remove the account here and tell your administrator.
        </p>
        <button type="button" class="secondary wide" onClick={close}>
          Keep it for now
        </button>
        <button type="button" class="danger wide" onClick={forget}>
          Remove it here only
        </button>
      </Modal>
    );
  }
  return (
    <Modal title={`Remove ${account.organization}?`} className="sheet" onCancel={close}>
      <p>
        This device will no longer approve sign-ins of {account.login} or show codes for them. Make sure that you have
        another way to sign in.
      </p>
      <button type="button" class="secondary wide" onClick={close}>
        Keep it
      </button>
      <button type="button" class="danger wide" onClick={remove} disabled={busy}>
        {busy ? 'Removing…' : 'Remove'}
      </button>
    </Modal>
  );
}

async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}
