const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** The forms of times and lists in a language. */
export function formatsOf(language: string) {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const exactForm = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const dayForm = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const clockForm = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const list = new Intl.ListFormat(language);
  return {
    /** A time as people say it, such as "2 days ago". */
    ago(at: string, now = Date.now()): string {
      const seconds = (Date.parse(at) - now) / 1000;
      const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
      return relative.format(unit === 'second' ? Math.min(0, Math.round(seconds)) : Math.trunc(seconds / size), unit);
    },
    /** A time to the second, in the reader's zone. */
    exact: (at: string): string => exactForm.format(new Date(at)),
    day: (at: string): string => dayForm.format(new Date(at)),
    clock: (at: string): string => clockForm.format(new Date(at)),
    listed: (names: readonly string[]): string => list.format(names),
  };
}
