import { type ChannelRequest, hookTypes, type InlineHookRequest } from '../../contract/hooks/inlineHook.ts';
import { HOOK_VERSION } from '../../contract/hooks/telephony.ts';
import { type Fault, fault } from '../values/fault.ts';
import { isPrintable } from '../values/printable.ts';
import { type HookHeader, type HookTarget, type InlineHook, isCalled } from './inlineHook.ts';

/** The fields of a hook that an administrator sets. */
type HookFields = Pick<InlineHook, 'name' | 'type' | 'target'>;

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
/** RFC 9110 section 5.5, without what would end the header. */
const FIELD_VALUE = /^[\x20-\x7e]*$/;
/** Ours to set: they say where the request goes, how long it is and what it holds. */
const RESERVED = new Set([
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'expect', 'keep-alive'],
  ...['content-type', 'content-encoding', 'accept', 'accept-encoding', 'proxy-authorization', 'proxy-connection'],
]);
/** Headers come back in replies, the secret of `authScheme` does not. */
const SECRET = new Set(['authorization', 'cookie']);
/** As Okta's own examples have it, 1.0.2 (fact 247). */
const VERSION = /^\d{1,4}(\.\d{1,4}){0,3}$/;
const MAX_HEADERS = 20;
const MAX_VALUE = 4096;

/**
 * A hook from a request, on the ground of what is known of it; or everything that is wrong at once. A secret that is
 * left out stays, as it is never shown and could not be sent back, but only for the server it was given for.
 */
export function hookFields(
  given: InlineHookRequest,
  known: HookFields | undefined,
  uriProblem: (uri: string) => string | undefined,
): HookFields | Fault {
  const wrong: string[] = [];
  const say = (field: string, message: string): void => {
    wrong.push(`${field}: ${message}`);
  };
  const { channel } = given;
  const config = channel?.config;
  const name = given.name ?? known?.name ?? '';
  const type = given.type ?? known?.type ?? '';
  const uri = config?.uri ?? known?.target.uri ?? '';
  const headers = config?.headers ?? known?.target.headers ?? [];

  if (name.trim() === '') say('name', BLANK);
  else if (name.length > 255 || !isPrintable(name)) say('name', 'At most 255 printable characters');
  if (type === '') say('type', BLANK);
  else if (known && type !== known.type) say('type', `It is ${known.type} and cannot be changed`);
  else if (!hookTypes.includes(type)) say('type', `There are ${hookTypes.join(', ')}`);
  const version = given.version ?? known?.target.version ?? HOOK_VERSION;
  if (isFree(type) ? !VERSION.test(version) : version !== HOOK_VERSION) {
    say('version', isFree(type) ? `Figures and dots, like ${HOOK_VERSION}` : `Only ${HOOK_VERSION} is supported`);
  }
  if (channel?.version !== undefined && channel.version !== HOOK_VERSION) {
    say('channel.version', `Only ${HOOK_VERSION} is supported`);
  }
  if (channel?.type !== undefined && channel.type !== 'HTTP') {
    say('channel.type', 'Only HTTP is supported, with a secret in channel.config.authScheme');
  }
  if (config?.method !== undefined && config.method !== 'POST') say('channel.config.method', 'Only POST is supported');
  if (uri === '') say('channel.config.uri', BLANK);
  else {
    const problem = uriProblem(uri);
    if (problem !== undefined) say('channel.config.uri', problem);
  }
  for (const problem of headerProblems(headers)) say('channel.config.headers', problem);
  const authScheme = hasNoSecret(type, config, known) ? undefined : secretOf(config, known, say);
  if (authScheme && headers.some(({ key }) => key.toLowerCase() === authScheme.key.toLowerCase())) {
    say('channel.config.headers', `${authScheme.key} is the header of authScheme`);
  }
  const [first] = wrong;
  if (first !== undefined) {
    return fault('validation', { subject: first.slice(0, first.indexOf(':')) }).because(...wrong.slice(0, 20));
  }
  const target = { uri, headers: headers.map(({ key, value }) => ({ key, value })) };
  const other = version === HOOK_VERSION ? {} : { version };
  return { name, type, target: { ...target, ...(authScheme && { authScheme }), ...other } };
}

export const BLANK = 'The field cannot be left blank';

type Config = NonNullable<ChannelRequest['config']>;

/** A hook whose secret stays where a request leaves it out. */
type Known = { readonly target: Pick<HookTarget, 'uri' | 'authScheme'> } | undefined;

/** Whether a hook is to be without a secret, as Okta allows (fact 247): only one that is never called may. */
function hasNoSecret(type: string, config: Config | undefined, known: HookFields | undefined): boolean {
  const given = config?.authScheme;
  if (!isFree(type)) return false;
  return given === undefined ? !known?.target.authScheme : !given?.key && !given?.value;
}

/** The header with the secret: the one given, or the one known where it was for the same server. Tells `say` what is wrong. */
export function secretOf(
  config: Config | undefined,
  known: Known,
  say: (field: string, message: string) => void,
): HookHeader {
  const field = 'channel.config.authScheme';
  const before = known?.target.authScheme;
  const given = config?.authScheme;
  const key = given?.key ?? before?.key ?? '';
  if (given?.type !== undefined && given.type.toUpperCase() !== 'HEADER')
    say(`${field}.type`, 'Only HEADER is supported');
  if (key === '') say(`${field}.key`, BLANK);
  else if (!TOKEN.test(key) || RESERVED.has(key.toLowerCase())) say(`${field}.key`, 'No name for a header of yours');
  const sameServer = known !== undefined && originOf(config?.uri ?? known.target.uri) === originOf(known.target.uri);
  // Sent to another server the old secret would be given away.
  const value = given?.value ?? (sameServer ? before?.value : undefined) ?? '';
  if (value === '') {
    say(`${field}.value`, known && !sameServer ? 'Another server needs a secret of its own; send it again' : BLANK);
  } else if (!FIELD_VALUE.test(value) || value.trim() !== value || value.length > MAX_VALUE) {
    say(`${field}.value`, `At most ${MAX_VALUE} printable ASCII characters, without blanks around them`);
  }
  return { key, value };
}

/** All that is wrong with the headers that a hook is to be sent besides. */
export function headerProblems(headers: readonly HookHeader[]): readonly string[] {
  const problems: string[] = [];
  if (headers.length > MAX_HEADERS) problems.push(`At most ${MAX_HEADERS}`);
  const seen = new Set<string>();
  for (const { key, value } of headers) {
    const name = key.toLowerCase();
    const shown = key.slice(0, 100);
    if (!TOKEN.test(key)) problems.push(`${JSON.stringify(shown)} is no name of a header`);
    else if (RESERVED.has(name)) problems.push(`${shown} is set by the service`);
    else if (SECRET.has(name)) problems.push(`${shown} belongs into authScheme, whose value is never shown`);
    else if (seen.has(name)) problems.push(`${shown} is there twice`);
    else if (!FIELD_VALUE.test(value) || value.length > MAX_VALUE) {
      problems.push(`${shown} has a value of other than at most ${MAX_VALUE} printable ASCII characters`);
    }
    seen.add(name);
  }
  return problems;
}

/** Whether hooks of this type are only kept, so that their secret and version are Okta's business alone. */
const isFree = (type: string): boolean => hookTypes.includes(type) && !isCalled(type);

const originOf = (uri: string): string | undefined => (URL.canParse(uri) ? new URL(uri).origin : undefined);
