import { readKid } from '../../domain/devices/device.ts';
import { Fault, fault } from '../../domain/values/fault.ts';
import { applyDecision } from '../factors/applyDecision.ts';
import { contextOf } from '../factors/factorRequest.ts';
import type { Services } from '../shared/services.ts';

/**
 * Takes back where a device is woken, after its push service said that nobody is there. A device that has subscribed
 * anew, or was removed meanwhile, is left as it is.
 */
export async function forgetSubscription(services: Services, kid: string, endpoint: string): Promise<void> {
  const ref = readKid(kid);
  if (!ref) return;
  const principal = { kind: 'device', id: ref.deviceId } as const;
  const caller = { principal, requestId: Buffer.from(services.random(16)).toString('hex') };
  const context = contextOf(services, caller);
  const request = { params: ref, caller, context, event: 'cofactor.device.update' } as const;
  await applyDecision(services, request, ({ kind, view }) => {
    const device = kind.devices?.list(view.state).find(({ id }) => id === ref.deviceId);
    if (!kind.devices || device?.subscription?.endpoint !== endpoint) {
      throw fault('notFound', { id: ref.deviceId, type: 'Device' });
    }
    return kind.devices.subscribe(view, { deviceId: device.id, key: device.key }, undefined, context);
  }).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
  });
}
