import type { Caller } from '../../../contract/shared/operation.ts';
import type { Accepted } from '../../../domain/factors/decision.ts';
import type { Factor } from '../../../domain/factors/factor.ts';
import type { AnyKind } from '../../../domain/factors/kind.ts';
import type { Owner } from '../../../domain/users/user.ts';
import type { Write } from '../../../store/change.ts';
import type { MessageGuard } from '../../messages/messageGuard.ts';
import { queuedWrites, queueMessages } from '../../messages/queueMessages.ts';
import { sendMessage } from '../../messages/sendMessage.ts';
import { logEntry } from '../../shared/logEntry.ts';
import type { Services } from '../../shared/services.ts';
import type { Leave } from '../helpDesk/admitHelpDesk.ts';
import { phoneWrite } from './phones.ts';
import { replacementWrites } from './replacementWrites.ts';

/** A factor that was decided on. */
export interface NewFactor {
  readonly kind: AnyKind;
  readonly user: Owner;
  /** The user's factors of this kind, as they were when it was decided. */
  readonly siblings: readonly Factor[];
  readonly decision: Accepted<unknown>;
  readonly caller: Caller;
  readonly now: Temporal.Instant;
  readonly guard: MessageGuard;
  /** The help desk's leave to enroll it, for the kinds that it gives. */
  readonly leave?: Leave | undefined;
}

/** Writes a new factor whole, then sends its messages; undefined when somebody else wrote first: decide again. */
export async function addFactor(services: Services, added: NewFactor): Promise<Factor | undefined> {
  const { kind, user, siblings, decision, caller, now, guard, leave } = added;
  const { send = [], replaces = [], phone, org = [] } = decision;
  for (const message of send) await guard.admit(message, { userId: user.id });
  const factor = factorOf(services, added);
  const audit = { caller, now, ...(leave?.why && { why: leave.why }) };
  const replaced = siblings.filter(({ id }) => replaces.includes(id));
  const change: readonly Write[] = [
    ...(leave?.writes ?? []),
    ...replacementWrites(replaced, factor, audit),
    { do: 'insertFactor', factor, claims: kind.claims(factor.state, user) },
    ...(phone ? [phoneWrite(services, user.id, phone)] : []),
    ...org,
    logEntry(audit, { event: 'cofactor.factor.enroll', userId: user.id, factorId: factor.id }),
  ];
  const queued = await queueMessages(services, send, factor, kind, caller);
  if ((await services.store.apply([...change, ...queuedWrites(queued)])) !== 'done') return undefined;
  for (const message of queued) await sendMessage(services, user, factor, message, caller, guard);
  return factor;
}

function factorOf({ newId }: Services, { kind, user, decision, now }: NewFactor): Factor {
  const { state, status = 'PENDING_ACTIVATION' } = decision;
  const { contract, idPrefix } = kind;
  const id = newId(status === 'ACTIVE' ? idPrefix.active : idPrefix.pending);
  const { factorType, provider } = contract;
  return { id, userId: user.id, factorType, provider, status, state, version: 0, created: now, lastUpdated: now };
}
