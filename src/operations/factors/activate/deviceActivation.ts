import type { Operations } from '../../../contract/index.ts';
import type { Reply } from '../../../contract/shared/operation.ts';
import { invitationExpired } from '../../../domain/devices/device.ts';
import type { Accepted } from '../../../domain/factors/decision.ts';
import type { Factor } from '../../../domain/factors/factor.ts';
import type { AnyKind } from '../../../domain/factors/kind.ts';
import { fault } from '../../../domain/values/fault.ts';
import type { Handler, Services } from '../../shared/services.ts';
import { timestamp } from '../../shared/timestamp.ts';
import { applyDecision } from '../applyDecision.ts';
import { describeFactor } from '../describeFactor.ts';
import { contextOf } from '../factorRequest.ts';
import { type LoadedFactor, loadFactor } from '../loadFactor.ts';
import { requireDevices } from '../requireDevices.ts';
import { requirePending } from '../requireStatus.ts';
import { pollOutsideActivation } from './outsideActivation.ts';

type Status = Reply<Operations['inviteFactorDevice']>;
type Activate = Parameters<Handler<'activateFactor'>>[1];

/** The state of an activation; once a device has done it, the factor (fact 72). */
export const pollFactorActivation: Handler<'pollFactorActivation'> = async (services, { params, caller }) => {
  const loaded = await loadFactor(services, params, caller);
  const { factor, kind } = loaded;
  if (kind.outside) return pollOutsideActivation(services, loaded, caller);
  requireDevices(kind, factor);
  return factor.status === 'ACTIVE'
    ? describeFactor(services.links, factor, kind)
    : describeActivation(services, factor, kind);
};

/** Without a body to judge: the same as polling, but that it begins again with a new link when the old one is over. */
export async function continueActivation(services: Services, { params, caller }: Activate, first: LoadedFactor) {
  if (first.factor.status === 'ACTIVE') return describeFactor(services.links, first.factor, first.kind);
  const context = contextOf(services, caller);
  requirePending(first);
  const invitation = first.kind.devices?.invitation(first.view.state);
  if (invitation && !invitationExpired(invitation, context.now)) {
    return describeActivation(services, first.factor, first.kind);
  }
  const request = { params, caller, context, event: 'user.mfa.factor.update', loaded: first } as const;
  const { factor, kind } = await applyDecision(services, request, (loaded, full) => {
    requirePending(loaded);
    return requireDevices(loaded.kind, loaded.factor).invite(loaded.view, full);
  });
  return describeActivation(services, factor, kind);
}

/** An activation that a device has still to do, as a caller sees it. */
export function describeActivation(
  { links, now }: Pick<Services, 'links' | 'now'>,
  factor: Factor,
  kind: AnyKind,
): Status {
  const invitation = kind.devices?.invitation(factor.state);
  if (!invitation) throw fault('notFound', { id: factor.id, type: 'UserFactor' });
  if (invitationExpired(invitation, now()))
    return { factorResult: 'TIMEOUT', _links: links.activation(factor, undefined) };
  return {
    expiresAt: timestamp(Temporal.Instant.from(invitation.expires)),
    factorResult: 'WAITING',
    _links: links.activation(factor, invitation.qr),
  };
}

/** The activation as the reply to an enrollment embeds it (fact 21). */
export function activationOf(services: Services, factor: Factor, kind: AnyKind): Accepted<unknown>['embedded'] {
  if (!kind.devices) return undefined;
  const { _links, ...activation } = describeActivation(services, factor, kind);
  const { poll: _, ...links } = _links;
  return () => ({ activation: { ...activation, _links: links } });
}
