import type { EventHookRequest } from '../../contract/hooks/eventHook.ts';
import { HOOK_VERSION } from '../../contract/hooks/telephony.ts';
import { isHookable } from '../../contract/log/hookedEvents.ts';
import { type Fault, fault } from '../values/fault.ts';
import { isPrintable } from '../values/printable.ts';
import type { EventHook, Subscription } from './eventHook.ts';
import { BadExpression, parseExpression } from './expression/parse.ts';
import { BLANK, headerProblems, secretOf } from './hookTarget.ts';

/** The fields of an event hook that an administrator sets. */
type Fields = Pick<EventHook, 'name' | 'subscription' | 'target'> & { readonly description: string | undefined };
type Say = (field: string, message: string) => void;

const MOST_TYPES = 50;

/**
 * An event hook from a request, or everything that is wrong at once. Members that are left out are gone, but for the secret of
 * an `authScheme` that is named: it is never shown, so that nobody could repeat it.
 */
export function eventHookFields(
  given: EventHookRequest,
  known: EventHook | undefined,
  uriProblem: (uri: string) => string | undefined,
): Fields | Fault {
  const wrong: string[] = [];
  const say: Say = (field, message) => void wrong.push(`${field}: ${message}`);
  const { name = '', description, channel } = given;
  const { uri = '', headers, method, authScheme: asked } = channel?.config ?? {};
  if (name.trim() === '') say('name', BLANK);
  else if (name.length > 255 || !isPrintable(name)) say('name', 'At most 255 printable characters');
  if (description && (description.length > 1024 || !isPrintable(description))) {
    say('description', 'At most 1024 printable characters');
  }
  const subscription = subscriptionOf(given.events, say);
  if (channel?.type !== 'HTTP') say('channel.type', 'Only HTTP is supported');
  if (channel?.version !== HOOK_VERSION) say('channel.version', `Only ${HOOK_VERSION} is supported`);
  if (method !== undefined && method !== 'POST') say('channel.config.method', 'Only POST is supported');
  const problem = uri === '' ? BLANK : uriProblem(uri);
  if (problem !== undefined) say('channel.config.uri', problem);
  for (const text of headerProblems(headers ?? [])) say('channel.config.headers', text);
  const authScheme = asked && (asked.key || asked.value) ? secretOf(channel?.config, known, say) : undefined;
  if (authScheme && headers?.some(({ key }) => key.toLowerCase() === authScheme.key.toLowerCase())) {
    say('channel.config.headers', `${authScheme.key} is the header of authScheme`);
  }
  const [first] = wrong;
  if (first !== undefined) {
    return fault('validation', { subject: first.slice(0, first.indexOf(':')) }).because(...wrong.slice(0, 20));
  }
  return {
    name,
    description: description || undefined,
    subscription,
    target: {
      uri,
      headers: (headers ?? []).map(({ key, value }) => ({ key, value })),
      ...(authScheme && { authScheme }),
    },
  };
}

function subscriptionOf(events: EventHookRequest['events'], say: Say): Subscription {
  const items = [...new Set(events?.items ?? [])];
  if (events?.type !== 'EVENT_TYPE') say('events.type', 'Only EVENT_TYPE is supported');
  if (items.length === 0) say('events.items', BLANK);
  if (items.length > MOST_TYPES) say('events.items', `At most ${MOST_TYPES}`);
  for (const item of items.slice(0, MOST_TYPES)) {
    if (!isHookable(item)) {
      say('events.items', `${JSON.stringify(item.slice(0, 100))} is no type of events that hooks are sent`);
    }
  }
  const filters = (events?.filter?.eventFilterMap ?? []).map(({ event, condition }) => {
    const field = `events.filter.eventFilterMap[${event.slice(0, 100)}]`;
    if (!items.includes(event)) say(field, 'It is not among events.items');
    const problem = expressionProblem(condition.expression);
    if (problem !== undefined) say(field, problem);
    return { event, expression: condition.expression };
  });
  if (new Set(filters.map(({ event }) => event)).size < filters.length) {
    say('events.filter.eventFilterMap', 'One condition for each type of events');
  }
  const { type } = events?.filter ?? {};
  if (type && type !== 'EXPRESSION_LANGUAGE') say('events.filter.type', 'Only EXPRESSION_LANGUAGE is supported');
  return { items, filters };
}

function expressionProblem(expression: string): string | undefined {
  try {
    parseExpression(expression);
    return undefined;
  } catch (error) {
    if (error instanceof BadExpression) return error.message;
    throw error;
  }
}
