import { isCalled } from '../../domain/hooks/inlineHook.ts';
import { readTelephonyReply } from '../../domain/hooks/telephonyReply.ts';
import { fault } from '../../domain/values/fault.ts';
import type { HookAnswer } from '../../hooks/hook.ts';
import type { Handler } from '../shared/services.ts';
import { findHook, hookLog } from './hookChanges.ts';

/**
 * Sends a hook the body as it was given and shows the answer: a preview, with the three seconds of the real call but
 * one retry, and without a code of ours (fact 191).
 */
export const executeInlineHook: Handler<'executeInlineHook'> = async (services, { params, body, caller }) => {
  const hook = await findHook(services, params.inlineHookId);
  if (!isCalled(hook.type)) {
    throw fault('validation', { subject: 'inlineHook' }).because(
      `Hooks of the type ${hook.type} are kept here and never called; those of com.okta.telephony.provider are.`,
    );
  }
  if (hook.status !== 'ACTIVE') {
    throw fault('validation', { subject: 'inlineHook' }).because(
      `The hook is INACTIVE; activate it first with POST /api/v1/inlineHooks/${hook.id}/lifecycle/activate.`,
    );
  }
  const call = () => services.hooks.call(hook.target, body);
  const first = await call();
  const answer = mayBeRetried(first) ? await call() : first;
  const preview = hookLog('cofactor.inline_hook.preview', hook, caller, services.now(), outcomeOf(answer));
  await services.store.apply([preview]);
  if (answer.result === 'UNUSABLE')
    throw fault('hookUnusable').because(`The hook's answer is of no use: ${answer.reason}.`);
  if (answer.result !== 'ANSWERED') throw fault('hookSilent').because(`There was no answer: ${answer.reason}.`);
  const read = readTelephonyReply(answer.body);
  if (read.result === 'MALFORMED')
    throw fault('hookUnusable').because(`The hook's answer is of no use: ${read.reason}.`);
  if (read.result === 'REFUSED' && read.error) throw fault('hookError').because(read.reason);
  return answer.body as Record<string, never>;
};

/** The outcome as the log has it: words of this service, for the hook's own may have what it was sent. */
const outcomeOf = ({ result }: HookAnswer): Parameters<typeof hookLog>[4] =>
  result === 'ANSWERED' ? {} : { outcome: 'FAILURE', reason: result };

/** Never after a 2xx or 4xx (fact 188), nor where the call must not be made. */
function mayBeRetried(answer: HookAnswer): boolean {
  if (answer.result === 'UNUSABLE') return answer.status !== undefined && answer.status >= 500;
  return answer.result === 'TIMEOUT' || (answer.result === 'UNREACHABLE' && !answer.forbidden);
}
