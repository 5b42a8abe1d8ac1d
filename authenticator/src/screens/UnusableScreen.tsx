import { Mark } from '../ui/Mark.tsx';
import { Screen } from '../ui/Screen.tsx';

/** For browsers that keep nothing: without a place for its key there is no authenticator. */
export const UnusableScreen = () => (
  <Screen title="This window cannot keep keys">
    <div class="hero">
      <Mark />
      <p>The browser gives this app no storage. That is how private windows are in some browsers.</p>
      <p>Open this page in an ordinary window, or in another browser.</p>
    </div>
  </Screen>
);
