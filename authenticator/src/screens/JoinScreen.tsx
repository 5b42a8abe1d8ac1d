import { useId, useState } from 'preact/hooks';
import { type Activation, baseOf } from '../core/activation.ts';
import { DeviceFault, Unreachable } from '../core/api.ts';
import { elsewhere, hostOf } from '../core/elsewhere.ts';
import { enroll } from '../core/enroll.ts';
import { browserInWords, platformOf } from '../core/words.ts';
import { announce } from '../state/announce.ts';
import { onlyOnHomeScreen } from '../state/homeScreen.ts';
import { go } from '../state/place.ts';
import { Mark } from '../ui/Mark.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Screen } from '../ui/Screen.tsx';

interface JoinProps {
  readonly activation: Activation;
  readonly added: () => Promise<void>;
}

/** The last step of adding an account: this device makes its key and shows itself to the service. */
export function JoinScreen({ activation, added }: JoinProps) {
  const [problem, setProblem] = useState(
    activation.base === baseOf(location) ? '' : elsewhere(activation, baseOf(location)),
  );
  const [busy, setBusy] = useState(false);
  const id = useId();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget as HTMLFormElement).get('name')).trim();
    setBusy(true);
    setProblem('');
    try {
      const { organization } = await enroll(activation, deviceNamed(name));
      await added();
      announce(`${organization} is added.`);
      // What lies behind is a link that is used up.
      location.replace('#/');
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <Screen title="Add this device" back={() => go('')}>
      <form class="hero" onSubmit={submit}>
        <Mark />
        <p>
          From now on this device may approve sign-ins at <strong>{hostOf(activation.base)}</strong> and shows codes for
          them.
        </p>
        {onlyOnHomeScreen() && (
          <Notice icon="alert">
            <p>
              First add this app to your home screen: Share, then “Add to Home Screen”. Then open it there, and scan the
              code or paste the link again. What is added here in the browser is lost after a while.
            </p>
          </Notice>
        )}
        <div class="card form">
          <label for={id}>Name of this device</label>
          <input id={id} name="name" required maxLength={64} defaultValue={ownName()} autocomplete="off" />
          <p class="hint">By this name you and your administrators know it again.</p>
        </div>
        {problem && (
          <Notice icon="alert" tone="alert">
            <p>{problem}</p>
          </Notice>
        )}
        <button type="submit" class="primary wide" disabled={busy}>
          {busy ? 'Adding…' : 'Add the account'}
        </button>
      </form>
    </Screen>
  );
}

const ownName = (): string => browserInWords(navigator.userAgent) ?? 'My device';

function deviceNamed(name: string) {
  const { userAgent } = navigator;
  const version = /(?:OS|Android|Chrome|Version|Firefox)[ /](\d+(?:[._]\d+)*)/.exec(userAgent)?.[1] ?? '0';
  return { name: name || ownName(), platform: platformOf(userAgent), version: version.replaceAll('_', '.') };
}

function problemOf(error: unknown): string {
  if (error instanceof Unreachable) return 'The service cannot be reached. Check your connection, and try again.';
  if (error instanceof DeviceFault && error.status === 429) return 'Too many attempts. Wait a few minutes.';
  if (error instanceof DeviceFault && error.status < 500) {
    return 'This link no longer works. Each is good for one device and ten minutes: ask for a new one where you got it.';
  }
  return 'That did not work. Try again; if it goes on, tell your administrator.';
}
