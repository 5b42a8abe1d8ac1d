import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import { statementOnce } from '../../domain/budgets/statementOnce.ts';
import { kidOf, sameKey } from '../../domain/devices/device.ts';
import type { NewDevice, Sibling } from '../../domain/factors/deviceRules.ts';
import type { Factor } from '../../domain/factors/factor.ts';
import { fault } from '../../domain/values/fault.ts';
import { applyDecision } from '../factors/applyDecision.ts';
import { keyOf } from '../factors/companionWrites.ts';
import { contextOf } from '../factors/factorRequest.ts';
import { readBack } from '../factors/loadFactor.ts';
import { requireEnrollable } from '../org/enrollmentRules.ts';
import type { Handler } from '../shared/services.ts';
import { loadDevices } from './loadDevice.ts';
import { accountOf } from './signer.ts';

/**
 * Lets in the device that shows an activation link's token and has a key of its own; the first activates the factor.
 */
export const enrollDevice: Handler<'enrollDevice'> = async (services, { signed, caller: asking }) => {
  const { activation: token, user: userId, factor: factorId, jti, name, platform, version } = signed.claims;
  const context = contextOf(services, asking);
  const id = services.newId('dev');
  const device: NewDevice = { id, token, key: signed.key, name, platform, version };
  const first = await loadDevices(services, { userId, factorId });
  // Strangers hear one thing, whatever is there, and leave no trace.
  if (!first?.kind.devices?.knows(first.view.state, device)) throw fault('activationOver');
  // The reply has a secret, so that nobody who saw the statement gets it once more.
  const heard = await services.store.limits.spend([statementOnce(signed.key.x, jti)], context.now);
  if (!heard.ok) throw fault('activationOver').because('This very statement was used before: sign a new one.');
  const caller = { ...asking, principal: { kind: 'device', id } } as const;
  const request = {
    params: { userId, factorId },
    caller,
    context,
    event: 'cofactor.device.add',
    loaded: first,
  } as const;
  const { factor, decision } = await applyDecision(services, request, async (loaded, full) => {
    if (!loaded.kind.devices) throw fault('activationOver');
    const factors = await services.store.factors.list(userId);
    const decided = loaded.kind.devices.enroll(loaded.view, device, { ...full, siblings: factors.map(siblingOf) });
    if (decided.ok) requireEnrollable(loaded.enrollment, loaded.kind, 'factorActivationRequest');
    return decided;
  });
  // Not always the one that has just been made: a device that asks again hears who it is.
  const own = first.kind.devices.list(factor.state).find(({ key }) => sameKey(key, signed.key));
  services.longPolls.wake(factorId);
  const pushKey = await services.prompts.publicKey();
  return {
    kid: kidOf({ userId, factorId: factor.id, deviceId: own?.id ?? id }),
    account: accountOf(services, first),
    // What the kind shows a new device of its companions, once.
    ...(decision.embedded?.('') as Pick<Reply<Operations['enrollDevice']>, 'totp'>),
    ...(pushKey !== undefined && { pushKey }),
  };
};

const siblingOf = (factor: Factor): Sibling => ({ key: keyOf(factor), view: readBack(factor).view });
