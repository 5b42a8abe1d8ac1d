import { absent } from '../expectations/absent.ts';
import type { Expectation } from '../expectations/expectation.ts';
import { nameOf, type Result } from './result.ts';

/** Everything in which a client's results differ from the expectations, in words. Nothing when all is as expected. */
export function differences(
  client: string,
  results: readonly Result[],
  expectations: readonly Expectation[],
): readonly string[] {
  const own = expectations.filter(({ clients }) => clients.includes(client));
  const missing = new Set(absent[client] ?? []);
  const found = results.flatMap((result) => difference(result, own, missing));
  const made = new Set(results.map(nameOf));
  const never = own.flatMap(({ calls }) => calls).filter((name) => !made.has(name));
  const operations = new Set(results.map(({ operation }) => operation));
  const unknown = [...missing].filter((operation) => !operations.has(operation));
  return [...found, ...[...never, ...unknown].map((name) => `${name}: is expected to fail, and was not even called`)];
}

function difference(result: Result, own: readonly Expectation[], missing: ReadonlySet<string>): readonly string[] {
  const name = nameOf(result);
  const listed = own.filter(({ calls }) => calls.includes(name));
  if (result.outcome === 'absent') {
    return missing.has(result.operation) ? [] : [`${name}: the SDK has it no longer`];
  }
  if (missing.has(result.operation)) return [`${name}: the SDK has it now; take it off the list of absent ones`];
  if (result.outcome === 'passed') {
    return listed.map(({ by }) => `${name}: passes now; take it off the list of what the ${by} gets wrong`);
  }
  const { error = '' } = result;
  return listed.some((one) => error.includes(one.error)) ? [] : [`${name}: ${error}`];
}
