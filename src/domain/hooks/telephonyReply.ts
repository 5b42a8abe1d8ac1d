import { Value } from 'typebox/value';
import { TelephonyReply } from '../../contract/hooks/telephony.ts';

/** The meaning of a telephony hook's answer. Reasons are the hook's own words, cut short. */
type ReadReply =
  | { readonly result: 'ACCEPTED'; readonly provider?: string; readonly reference?: string }
  /** It says that it has not sent the message: status FAILED, or an error object. */
  | { readonly result: 'REFUSED'; readonly error: boolean; readonly reason: string }
  /** Not of the contract. */
  | { readonly result: 'MALFORMED'; readonly reason: string };

/** Okta's text for an error object without `errorSummary` (fact 187). */
const NO_SUMMARY = 'The callback service returned an error';

/** Reads the body of a 200 (facts 186, 187, 189). */
export function readTelephonyReply(body: unknown): ReadReply {
  if (!isObject(body)) return malformed('the body is not a JSON object');
  if (body.error !== undefined && body.error !== null) return readError(body.error);
  const { commands } = TelephonyReply.anyOf[0].properties;
  const first = Array.isArray(body.commands) ? body.commands[0] : undefined;
  if (first === undefined) return malformed('there are no commands');
  const [problem] = Value.Errors(commands.items, first);
  if (problem) return malformed(`commands.0${problem.instancePath.replaceAll('/', '.')}: ${problem.message}`);
  const [action] = Value.Parse(commands.items, first).value;
  if (!action) return malformed('there is no value in the command');
  const { status, provider, transactionId: reference } = action;
  if (status === 'FAILED')
    return { result: 'REFUSED', error: false, reason: `FAILED${provider ? ` (${provider})` : ''}` };
  return {
    result: 'ACCEPTED',
    ...(provider !== undefined && { provider: short(provider) }),
    ...(reference !== undefined && { reference: short(reference) }),
  };
}

/** The reference has an object; the OpenAPI file's example an array with the two members in objects of their own. */
function readError(error: unknown): ReadReply {
  const parts = (Array.isArray(error) ? error : [error]).filter(isObject);
  const summary = parts.map(({ errorSummary }) => errorSummary).find((text) => typeof text === 'string');
  const reasons = parts
    .flatMap(({ errorCauses }) => errorCauses)
    .filter(isObject)
    .map(({ reason, errorSummary }) => reason ?? errorSummary)
    .filter((text) => typeof text === 'string');
  return { result: 'REFUSED', error: true, reason: short([summary ?? NO_SUMMARY, ...reasons].join(': ')) };
}

const malformed = (reason: string): ReadReply => ({ result: 'MALFORMED', reason: short(reason) });

const short = (text: string): string => text.slice(0, 200);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
