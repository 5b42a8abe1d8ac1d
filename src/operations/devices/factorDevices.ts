import type { Device } from '../../domain/devices/device.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import { describeActivation } from '../factors/activate/deviceActivation.ts';
import { applyDecision } from '../factors/applyDecision.ts';
import { contextOf } from '../factors/factorRequest.ts';
import { loadFactor } from '../factors/loadFactor.ts';
import { requireDevices } from '../factors/requireDevices.ts';
import { requireStatus } from '../factors/requireStatus.ts';
import { requireEnrollable } from '../org/enrollmentRules.ts';
import type { Handler, Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';

/** The devices of a factor, oldest first; the first is the one its profile shows. */
export const listFactorDevices: Handler<'listFactorDevices'> = async (services, { params, caller }) => {
  const { factor, kind, view } = await loadFactor(services, params, caller);
  return requireDevices(kind, factor)
    .list(view.state)
    .map((device) => describeDevice(services, factor, device));
};

/** An activation link for one more device; the factor stays as it is until that has come. */
export const inviteFactorDevice: Handler<'inviteFactorDevice'> = async (services, { params, caller }) => {
  const context = contextOf(services, caller);
  const request = { params, caller, context, event: 'user.mfa.factor.update' } as const;
  const { factor, kind } = await applyDecision(
    services,
    request,
    ({ factor: now, kind: its, view, enrollment }, full) => {
      const rules = requireDevices(its, now);
      requireStatus(now, its, 'ACTIVE');
      requireEnrollable(enrollment, its, 'factorEnrollRequest');
      return rules.invite(view, full);
    },
  );
  return describeActivation(services, factor, kind);
};

/** Takes a device away; the last one takes the factor along, and what came with it. */
export const removeFactorDevice: Handler<'removeFactorDevice'> = async (services, { params, caller }) => {
  const context = contextOf(services, caller);
  const request = { params, caller, context, event: 'cofactor.device.remove' } as const;
  const { factor } = await applyDecision(services, request, ({ factor: now, kind, view }) =>
    requireDevices(kind, now).remove(view, params.deviceId),
  );
  services.longPolls.wake(factor.id);
  return {};
};

const describeDevice = ({ links }: Services, factor: Factor, { id, name, platform, version, added }: Device) => ({
  id,
  name,
  platform,
  version,
  created: timestamp(Temporal.Instant.from(added)),
  _links: links.device(factor, id),
});
