/**
 * How a value differs from what a page shows of it; undefined: not at all. In a text `…` stands for anything, and a
 * member named `…` for all the members that are not shown.
 */
export function differs(shown: unknown, real: unknown, at = ''): string | undefined {
  if (typeof shown === 'string' && typeof real === 'string') {
    return pattern(shown).test(real) ? undefined : `${at}: the page has ${shown}, but it is ${real}`;
  }
  if (shown === '…') return undefined;
  if (typeof shown !== 'object' || shown === null || typeof real !== 'object' || real === null) {
    return shown === real
      ? undefined
      : `${at}: the page has ${JSON.stringify(shown)}, but it is ${JSON.stringify(real)}`;
  }
  const { '…': open, ...members } = shown as Record<string, unknown>;
  for (const [name, value] of Object.entries(members)) {
    if (!Object.hasOwn(real, name)) return `${at}.${name}: the page has it, but it is not there`;
    const difference = differs(value, (real as Record<string, unknown>)[name], `${at}.${name}`);
    if (difference) return difference;
  }
  const unshown = Object.keys(real).filter((name) => !Object.hasOwn(members, name));
  return open === undefined && unshown.length > 0 ? `${at}: the page does not show ${unshown}` : undefined;
}

const pattern = (shown: string): RegExp =>
  new RegExp(
    `^${shown
      .split('…')
      .map((part) => RegExp.escape(part))
      .join('[^]*')}$`,
  );

/** A line that begins with the call that prints, and the one behind which stands what it prints, by language. */
const printing: Readonly<Record<string, readonly [begins: RegExp, shows: RegExp]>> = {
  python: [/^\s*print\(/, /\) {2}# (.+)$/],
  go: [/^\s*fmt\.Print/, /\) \/\/ (.+)$/],
  java: [/^\s*System\.out\.print/, /\); \/\/ (.+)$/],
};
const scripted = [/^\s*console\.log\(/, /\); \/\/ (.+)$/] as const;

/** The output that a page promises: the comments behind `console.log(…);` and its likes, in their order. */
export function shownLines(code: string, track: string = 'js'): readonly string[] {
  const [begins, shows] = printing[track] ?? scripted;
  return code.split('\n').flatMap((line) => {
    if (!begins.test(line)) return [];
    const shown = shows.exec(line)?.[1];
    if (shown === undefined) throw new Error(`say behind it what is printed: ${line.trim()}`);
    return [shown];
  });
}
