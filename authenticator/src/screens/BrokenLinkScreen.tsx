import { go } from '../state/place.ts';
import { Mark } from '../ui/Mark.tsx';
import { Screen } from '../ui/Screen.tsx';

/** For links that lost a part on their way. */
export const BrokenLinkScreen = () => (
  <Screen title="This link is not whole" back={() => go('')}>
    <div class="hero">
      <Mark />
      <p>
        A part of it is missing, as happens when a mail program breaks a long line. Copy all of it, and paste it here.
      </p>
      <button type="button" class="primary" onClick={() => go('add')}>
        Paste the link
      </button>
    </div>
  </Screen>
);
