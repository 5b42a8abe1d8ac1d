import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import { newLink } from '../../domain/users/passwordLink.ts';
import type { PasswordPurpose, User } from '../../domain/users/user.ts';
import { advance, type UserAction } from '../../domain/users/userLifecycle.ts';
import type { Handler, Services } from '../shared/services.ts';
import { changeUser } from '../users/changeUser.ts';
import { findUserByName } from '../users/findUser.ts';
import { mailPasswordLink, payForPasswordMail } from './mailPasswordLink.ts';

interface Step {
  readonly params: { readonly userId: string };
  readonly query: { readonly sendEmail?: boolean };
  readonly caller: Caller;
}

/** The way of a link to its user: in the reply, by mail, or by mail if that can be done; undefined: there is none. */
type Way = 'REPLY' | 'MAIL' | 'MAIL_IF_POSSIBLE' | undefined;

const asked = (sendEmail: boolean): Way => (sendEmail ? 'MAIL' : 'REPLY');

/**
 * Activates a user; without an e-mail the caller is given the link by which they set a password (fact 165). A caller who does
 * not say means an e-mail, as at Okta; it goes to those who need it, and a service that sends none activates all the same.
 */
export const activateUser: Handler<'activateUser'> = async (services, input) =>
  activation(
    await linked(services, input, 'activate', 'user.lifecycle.activate', 'activate', ({ sendEmail }, hasPassword) =>
      sendEmail === undefined ? (hasPassword ? undefined : 'MAIL_IF_POSSIBLE') : asked(sendEmail),
    ),
  );

/** Gives a user who has not finished their activation another link; the one before no longer works. */
export const reactivateUser: Handler<'reactivateUser'> = async (services, input) =>
  activation(
    await linked(services, input, 'reactivate', 'user.lifecycle.reactivate', 'activate', ({ sendEmail = false }) =>
      asked(sendEmail),
    ),
  );

/** Lets a user set another password; the old one no longer counts. Okta wants to be told where the link goes. */
export const resetPassword: Handler<'resetPassword'> = async (services, input) => {
  const made = await linked(
    services,
    input,
    'resetPassword',
    'user.account.reset_password',
    'reset',
    ({ sendEmail }) => (sendEmail === undefined ? undefined : asked(sendEmail)),
  );
  return made ? { resetPasswordUrl: made.url } : {};
};

interface Made {
  readonly url: string;
  readonly token: string;
}

const activation = (made: Made | undefined) => (made ? { activationUrl: made.url, activationToken: made.token } : {});

/** A step of a user's life with the link that goes with it; undefined where the reply has none. */
async function linked(
  services: Services,
  { params, query, caller }: Step,
  action: UserAction,
  event: EventType,
  purpose: PasswordPurpose,
  wayOf: (query: Step['query'], hasPassword: boolean) => Way,
): Promise<Made | undefined> {
  const now = services.now();
  const wayFor = ({ provider, passwordHash }: User): Way =>
    provider ? undefined : wayOf(query, passwordHash !== undefined);
  const found = await findUserByName(services, params.userId, caller);
  advance(found, action, now);
  const mails = wayFor(found) === 'MAIL' || wayFor(found) === 'MAIL_IF_POSSIBLE';
  const limit = mails ? await payForPasswordMail(services, found.id, caller, now) : undefined;
  const { link, token, path } = newLink(purpose, services.random, now);
  const user = await changeUser(services, { ref: params.userId, caller, now }, (before) => {
    const { link: _older, ...after } = advance(before, action, now);
    return { user: { ...after, ...(wayFor(before) && { link }) }, events: [event] };
  });
  if (!user.link) return undefined;
  const url = services.links.absolute(path);
  const way = wayFor(user);
  if (way === 'REPLY' || !limit) return { url, token };
  const failed = await mailPasswordLink(services, user, { url, link, limit, now }, caller);
  if (failed && way === 'MAIL') throw failed;
  return undefined;
}
