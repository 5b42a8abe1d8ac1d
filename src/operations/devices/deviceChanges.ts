import type { Caller } from '../../contract/shared/operation.ts';
import type { Signed } from '../../contract/shared/statement.ts';
import { kidOf } from '../../domain/devices/device.ts';
import type { FactorView } from '../../domain/factors/context.ts';
import type { Decision } from '../../domain/factors/decision.ts';
import type { DeviceRules, Signer } from '../../domain/factors/deviceRules.ts';
import { fault } from '../../domain/values/fault.ts';
import { applyDecision } from '../factors/applyDecision.ts';
import { contextOf, type FactorRequest } from '../factors/factorRequest.ts';
import type { Handler, Services } from '../shared/services.ts';
import { signerOf } from './signer.ts';

type Decide = (rules: DeviceRules<unknown>, view: FactorView<unknown>, signer: Signer) => Decision<unknown>;

/** From now on the device signs with the key that says so itself. */
export const replaceDeviceKey: Handler<'replaceDeviceKey'> = (services, { signed, caller }) => {
  const { device, next } = signed;
  const claimed = (next?.claims as { readonly kid?: string } | undefined)?.kid;
  if (!device || !next || claimed !== kidOf(device)) {
    throw fault('statementRefused').because('next: Its kid must be that of the device whose key is replaced.');
  }
  return change(services, signed, caller, 'cofactor.device.update', (rules, view, signer) =>
    rules.replaceKey(view, signer, next.key),
  );
};

/** Sets the address at which the device's browser is woken, or removes it. */
export const saveDeviceSubscription: Handler<'saveDeviceSubscription'> = (services, { signed, caller }) =>
  change(services, signed, caller, 'cofactor.device.update', (rules, view, signer) =>
    rules.subscribe(view, signer, signed.claims.subscription ?? undefined, { now: services.now() }),
  );

/** The device leaves; the last one takes the factor along. */
export const removeDevice: Handler<'removeDevice'> = (services, { signed, caller }) =>
  change(services, signed, caller, 'cofactor.device.remove', (rules, view, signer) => rules.leave(view, signer));

async function change(
  services: Services,
  signed: Signed,
  caller: Caller,
  event: FactorRequest['event'],
  decide: Decide,
): Promise<Record<never, never>> {
  const { ref, signer } = signerOf(signed);
  const context = contextOf(services, caller);
  const request = {
    params: ref,
    caller,
    context,
    event,
  } as const;
  await applyDecision(services, request, ({ kind, view }) => {
    if (!kind.devices) throw fault('statementRefused');
    return decide(kind.devices, view, signer);
  });
  services.longPolls.wake(ref.factorId);
  return {};
}
