import type { Caller } from '../../../contract/shared/operation.ts';
import { accept } from '../../../domain/factors/decision.ts';
import type { FactorRef } from '../../../domain/factors/factor.ts';
import type { Owner } from '../../../domain/users/user.ts';
import { fault } from '../../../domain/values/fault.ts';
import { phoneForm, toE164 } from '../../../domain/values/phoneNumber.ts';
import type { Handler, Services } from '../../shared/services.ts';
import { applyDecision } from '../applyDecision.ts';
import { contextOf } from '../factorRequest.ts';
import { loadFactor } from '../loadFactor.ts';
import { requireDevices } from '../requireDevices.ts';
import { describeActivation } from './deviceActivation.ts';

/** The activation link by e-mail, to the user's own address (fact 73). */
export const sendFactorActivationEmail: Handler<'sendFactorActivationEmail'> = (services, { params, caller }) =>
  sendLink(services, params, caller, 'email', async ({ profile }) => profile.email);

/**
 * The activation link by text message: to the number the request names, else to the phone known of the user (fact
 * 73).
 */
export const sendFactorActivationSms: Handler<'sendFactorActivationSms'> = (services, { params, body, caller }) =>
  sendLink(services, params, caller, 'sms', async (user) => {
    const known = (await services.store.factors.phones(user.id)).find(({ channel }) => channel === 'sms');
    if (body.profile?.phoneNumber === undefined && known) return known.e164;
    const number = body.profile?.phoneNumber ?? user.profile.mobilePhone;
    if (typeof number !== 'string' || number === '') {
      throw fault('noPhone').because('Send profile.phoneNumber in E.164 form.');
    }
    const { defaultCountry } = services.policy;
    const e164 = toE164(number, defaultCountry);
    if (e164 !== undefined) return e164;
    const field = body.profile?.phoneNumber === undefined ? "The user's profile.mobilePhone" : 'profile.phoneNumber';
    throw fault('invalidPhone').because(phoneForm(field, defaultCountry));
  });

async function sendLink(
  services: Services,
  params: FactorRef,
  caller: Caller,
  channel: 'email' | 'sms',
  recipient: (user: Owner) => Promise<string>,
) {
  const first = await loadFactor(services, params, caller);
  requireDevices(first.kind, first.factor);
  const to = await recipient(first.user);
  const context = contextOf(services, caller);
  const request = { params, caller, context, event: 'user.mfa.factor.update', loaded: first } as const;
  const { factor, kind } = await applyDecision(services, request, (loaded, full) => {
    const message = loaded.kind.devices?.activationMessage(loaded.view, { channel, to }, full);
    if (message) return accept(loaded.view.state, { send: [message] });
    const self = `/api/v1/users/${loaded.user.id}/factors/${loaded.factor.id}`;
    const next = loaded.factor.status === 'ACTIVE' ? `${self}/devices` : `${self}/lifecycle/activate`;
    throw fault('notFound', { id: loaded.factor.id, type: 'UserFactor' }).because(
      `There is no activation link that could be sent; POST ${next} makes one.`,
    );
  });
  return describeActivation(services, factor, kind);
}
