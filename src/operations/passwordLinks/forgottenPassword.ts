import type { Caller } from '../../contract/shared/operation.ts';
import { newLink } from '../../domain/users/passwordLink.ts';
import { advance } from '../../domain/users/userLifecycle.ts';
import type { Handler, Services } from '../shared/services.ts';
import { changeUser } from '../users/changeUser.ts';
import { findUser } from '../users/findUser.ts';
import { forgotPasswordSetNewPassword, isEmpty } from '../users/recoveryQuestion.ts';
import { mailPasswordLink, payForPasswordMail } from './mailPasswordLink.ts';

/** A new password by the answer to the recovery question; without a body, the link by which the user sets one. */
export const forgotPassword: Handler<'forgotPassword'> = (services, input) =>
  isEmpty(input.body) ? linkReply(services, input) : forgotPasswordSetNewPassword(services, input);

interface Forgotten {
  readonly params: { readonly userId: string };
  readonly query: { readonly sendEmail?: boolean };
  readonly caller: Caller;
}

/**
 * Makes the link by which a user who forgot the password sets another, and mails it or gives it to the caller (fact 167). The
 * user's status and the password stay as they are until then.
 */
async function linkReply(
  services: Services,
  { params, query, caller }: Forgotten,
): Promise<{ readonly resetPasswordUrl?: string }> {
  const now = services.now();
  const mails = query.sendEmail !== false;
  const found = mails && (await findUser(services, params.userId, caller));
  if (found) advance(found, 'forgotPassword', now);
  const limit = found && (await payForPasswordMail(services, found.id, caller, now));
  const { link, path } = newLink('forgot', services.random, now);
  const user = await changeUser(services, { ref: params.userId, caller, now }, (before) => {
    // The status stays; it only says whether this may be done.
    advance(before, 'forgotPassword', now);
    return { user: { ...before, link }, events: ['user.account.reset_password'] };
  });
  const url = services.links.absolute(path);
  if (!limit) return { resetPasswordUrl: url };
  const failed = await mailPasswordLink(services, user, { url, link, limit, now }, caller);
  if (failed) throw failed;
  return {};
}
