import type { Caller } from '../contract/shared/operation.ts';
import type { Outgoing } from '../delivery/delivery.ts';
import type { RenderedMessage } from '../delivery/render.ts';
import type { InlineHook } from '../domain/hooks/inlineHook.ts';
import { readTelephonyReply } from '../domain/hooks/telephonyReply.ts';
import type { Attempt } from '../domain/messages/messageRecord.ts';
import { withoutAddress } from '../domain/values/mask.ts';
import type { Hooks } from './hook.ts';
import { telephonyCall } from './telephony.ts';

/** A call of a hook as the log is told of it (fact 206). */
interface HookNote {
  readonly caller: Caller;
  readonly now: Temporal.Instant;
  readonly event: 'inline_hook.executed' | 'inline_hook.response.processed';
  readonly outcome: 'SUCCESS' | 'FAILURE';
  readonly reason?: string;
  readonly userId: string;
  readonly detail: Readonly<Record<string, string>>;
}

interface TelephonyHookOptions {
  readonly hooks: Hooks;
  /** The telephony hook that is active, if any. */
  readonly active: () => Promise<InlineHook | undefined>;
  readonly note: (note: HookNote) => Promise<unknown>;
  /** Reports a failure of ours, rather than the hook's. */
  readonly onError: (error: unknown) => void;
  /** The public URL of a hook by its id. */
  readonly sourceOf: (id: string) => string;
  readonly now: () => Temporal.Instant;
  readonly random: (bytes: number) => Uint8Array;
  /** A clock that never goes back. */
  readonly monotonicMs: () => number;
}

/** Hands a text message or call to the organization's hook; undefined when there is none. */
export type TelephonyHook = (outgoing: Outgoing, rendered: RenderedMessage) => Promise<Attempt | undefined>;

/**
 * The way out through a telephony inline hook. Whatever it answers but SUCCESSFUL and PENDING, own providers take
 * over (facts 187 to 189). Never throws.
 */
export function createTelephonyHook(options: TelephonyHookOptions): TelephonyHook {
  const { hooks, active, note, onError, now, random, monotonicMs } = options;

  return async (outgoing, rendered) => {
    const { channel } = outgoing.message;
    // Two services that are each other's hook would call each other for ever.
    // Okta's hooks are handed codes; none of them knows what to do with a link.
    if (channel === 'email' || outgoing.message.purpose === 'invite' || outgoing.fromHook) return undefined;
    let hook: InlineHook | undefined;
    try {
      hook = await active();
    } catch (error) {
      onError(error);
      return { provider: 'hook', name: 'telephony hook', result: 'FAILED', milliseconds: 0, reason: 'UNREADABLE' };
    }
    if (!hook) return undefined;
    const eventId = Buffer.from(random(16)).toString('base64url');
    const call = telephonyCall(outgoing, { id: eventId, source: options.sourceOf(hook.id), text: rendered.text });
    const started = monotonicMs();
    const judged = withoutSecrets(judge(await hooks.call(hook.target, call)), outgoing, rendered);
    const milliseconds = Math.round(monotonicMs() - started);
    const failed = judged.result !== 'ACCEPTED';
    const { id, name, type } = hook;
    // A message that is out must not go out once more because the log cannot be written.
    await note({
      caller: outgoing.caller,
      now: now(),
      event: failed ? 'inline_hook.executed' : 'inline_hook.response.processed',
      outcome: failed ? 'FAILURE' : 'SUCCESS',
      ...(failed && { reason: judged.reason ?? judged.result }),
      userId: outgoing.user.id,
      detail: { hookId: id, hookName: name, hookType: type, eventId, messageId: outgoing.id },
    }).catch(onError);
    return { provider: 'hook', name, milliseconds, ...judged };
  };
}

type Judged = Pick<Attempt, 'result' | 'reference' | 'reason'>;

function judge(answer: Awaited<ReturnType<Hooks['call']>>): Judged {
  if (answer.result === 'TIMEOUT') return answer;
  if (answer.result !== 'ANSWERED') return { result: 'FAILED', reason: answer.reason };
  const read = readTelephonyReply(answer.body);
  if (read.result === 'MALFORMED') return { result: 'FAILED', reason: read.reason };
  if (read.result === 'REFUSED') return { result: 'REFUSED', reason: read.reason };
  return { result: 'ACCEPTED', ...(read.reference !== undefined && { reference: read.reference }) };
}

/** Hooks may repeat what they were sent; neither the recipient nor the words of the message are to be kept. */
function withoutSecrets(judged: Judged, { message }: Outgoing, { text }: RenderedMessage): Judged {
  const clean = (said: string): string =>
    [text, message.values.code]
      .filter((secret) => secret !== '')
      .reduce((kept, secret) => kept.replaceAll(secret, '…'), withoutAddress(said, message.to));
  return {
    result: judged.result,
    ...(judged.reference !== undefined && { reference: clean(judged.reference) }),
    ...(judged.reason !== undefined && { reason: clean(judged.reason) }),
  };
}
