import { useId, useState } from 'preact/hooks';
import { baseOf, readActivation } from '../core/activation.ts';
import { elsewhere } from '../core/elsewhere.ts';
import { go, join } from '../state/place.ts';
import { Icon } from '../ui/icons.tsx';
import { Screen } from '../ui/Screen.tsx';

/** The two ways to add an account: its QR code, or the link in it. */
export function AddScreen() {
  const [problem, setProblem] = useState('');
  const id = useId();
  const use = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget as HTMLFormElement).get('link'));
    const activation = readActivation(text);
    if (!activation) setProblem('This is not an activation link. It has “/authenticator/#/activate/” in it.');
    else if (activation.base !== baseOf(location)) setProblem(elsewhere(activation, baseOf(location)));
    else join(activation);
  };
  return (
    <Screen title="Add an account" back={() => go('')}>
      <p class="lead">Your organization shows a QR code when you set up this authenticator, or sends a link.</p>
      {navigator.mediaDevices && (
        <button type="button" class="primary wide" onClick={() => go('scan')}>
          <Icon name="scan" />
          Scan the QR code
        </button>
      )}
      <form class="card form" onSubmit={use}>
        <label for={id}>Or paste the link</label>
        <textarea
          id={id}
          name="link"
          rows={3}
          required
          autocomplete="off"
          spellcheck={false}
          aria-invalid={problem !== ''}
          aria-describedby={`${id}-problem`}
        />
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
        <button type="submit" class="secondary wide">
          <Icon name="link" />
          Use this link
        </button>
      </form>
    </Screen>
  );
}
