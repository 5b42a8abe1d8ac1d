/**
 * The number of requests that schemathesis made, by what it said at its end. Throws when it said none, or fewer than `least`: a
 * run that asks nothing finds nothing.
 */
export function casesSent(said: string, least: number): number {
  const [, number] = /(\d+) generated/.exec(said) ?? [];
  if (number === undefined) throw new Error(`schemathesis said no number of generated cases:\n${said.slice(-2_000)}`);
  const sent = Number(number);
  if (sent < least) throw new Error(`${sent} requests were made, which are fewer than ${least}`);
  return sent;
}
