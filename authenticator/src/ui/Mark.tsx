/** The app's mark: two factors that count together. */
export const Mark = () => <img class="mark" src="icon.svg" alt="" width="88" height="88" />;
