/** Says loudly that tests are skipped because something is not installed; in CI the run fails. */
export function orSkip(isThere: boolean, what: string): boolean {
  if (isThere) return true;
  console.error(`!!! SKIPPED: ${what}`);
  if (process.env.CI) throw new Error(`${what}. CI is set, hence this counts as a failure.`);
  return false;
}
