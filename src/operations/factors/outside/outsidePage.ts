import type { Caller } from '../../../contract/shared/operation.ts';
import { statusAt } from '../../../domain/devices/transaction.ts';
import type { AnyOutside } from '../../../domain/factors/outsideRules.ts';
import type { Services } from '../../shared/services.ts';
import { USER_ID } from '../../users/findUser.ts';
import { loadTransaction } from '../loadFactor.ts';
import { type Loaded, requireAskable } from './followOutside.ts';
import { unlessRefused } from './unlessRefused.ts';

/** A question as the path of its page names it. */
export interface PageRef {
  readonly userId: string;
  readonly factorId: string;
  readonly transactionId: string;
}

/** A question whose user is to be sent to the page of an outside service. */
export interface OpenPage extends Loaded {
  readonly outside: AnyOutside;
  readonly userName: string;
}

/** The question behind a page while it waits; undefined for any other, of which nothing is told. */
export async function openPage(services: Services, ref: PageRef, caller: Caller): Promise<OpenPage | undefined> {
  const found = USER_ID.test(ref.userId) ? await loaded(services, ref, caller) : undefined;
  const { outside } = found?.loaded.kind ?? {};
  const question = found?.transaction.outside;
  if (!found || !outside || !question || question.ticket !== undefined) return undefined;
  if (statusAt(found.transaction, services.now()) !== 'WAITING') return undefined;
  return { ...found, outside, userName: question.userName };
}

const loaded = (services: Services, ref: PageRef, caller: Caller): Promise<Loaded | undefined> =>
  unlessRefused(async () => {
    const found = await loadTransaction(services, ref, caller);
    requireAskable(found.loaded);
    return found;
  });
