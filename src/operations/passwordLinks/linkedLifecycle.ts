import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import { newLink } from '../../domain/users/passwordLink.ts';
import type { LinkPurpose } from '../../domain/users/user.ts';
import { advance, type UserAction } from '../../domain/users/userLifecycle.ts';
import type { Handler, Services } from '../shared/services.ts';
import { changeUser } from '../users/changeUser.ts';
import { mailPasswordLink } from './mailPasswordLink.ts';

interface Step {
  readonly params: { readonly userId: string };
  readonly query: { readonly sendEmail?: boolean };
  readonly caller: Caller;
}

/** Activates a user; without an e-mail the caller is given the link by which they set a password (fact 165). */
export const activateUser: Handler<'activateUser'> = async (services, input) =>
  activation(await linked(services, input, 'activate', 'user.lifecycle.activate', 'activate'));

/** Gives a user who has not finished their activation another link; the one before no longer works. */
export const reactivateUser: Handler<'reactivateUser'> = async (services, input) =>
  activation(await linked(services, input, 'reactivate', 'user.lifecycle.reactivate', 'activate'));

/** Lets a user set another password; the old one no longer counts. */
export const resetPassword: Handler<'resetPassword'> = async (services, input) => {
  const made = await linked(services, input, 'resetPassword', 'user.account.reset_password', 'reset');
  return made ? { resetPasswordUrl: made.url } : {};
};

interface Made {
  readonly url: string;
  readonly token: string;
}

const activation = (made: Made | undefined) => (made ? { activationUrl: made.url, activationToken: made.token } : {});

/** A step of a user's life with the link that goes with it; undefined where it is mailed, not asked for, or not needed. */
async function linked(
  services: Services,
  { params, query, caller }: Step,
  action: UserAction,
  event: EventType,
  purpose: LinkPurpose,
): Promise<Made | undefined> {
  const now = services.now();
  const { link, token, path } = newLink(purpose, services.random, now);
  const user = await changeUser(services, { ref: params.userId, caller, now }, (before) => {
    const { link: _older, ...after } = advance(before, action, now);
    const wanted = query.sendEmail !== undefined && !before.provider;
    return { user: { ...after, ...(wanted && { link }) }, events: [event] };
  });
  if (!user.link) return undefined;
  const url = services.links.absolute(path);
  if (!query.sendEmail) return { url, token };
  await mailPasswordLink(services, user, { url, link, now }, caller);
  return undefined;
}
