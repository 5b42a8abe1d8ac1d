import type { Transaction } from '../../domain/devices/transaction.ts';
import { fault } from '../../domain/values/fault.ts';
import { networkOf } from '../../domain/values/network.ts';
import { applyDecision } from '../factors/applyDecision.ts';
import { contextOf } from '../factors/factorRequest.ts';
import { requireActive } from '../factors/requireStatus.ts';
import type { Handler } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { loadSigned } from './loadDevice.ts';
import { accountOf, signerOf } from './signer.ts';

/**
 * Lists the questions that wait for this device's answer, and who asked; `wait` holds the reply back until something
 * does.
 */
export const listDeviceTransactions: Handler<'listDeviceTransactions'> = async (
  services,
  { query, signed, caller },
) => {
  const { ref, signer } = signerOf(signed);
  const { loaded, waiting } = await services.longPolls.until(
    {
      key: ref.factorId,
      seconds: query.wait ?? 0,
      address: caller.address === undefined ? undefined : networkOf(caller.address),
    },
    async () => ({
      // Removed while it waited, it hears no more.
      loaded: await loadSigned(services, ref, signer),
      waiting: await services.store.transactions.waiting(ref, services.now()),
    }),
    (found) => found.waiting.length > 0,
  );
  return { account: accountOf(services, loaded), transactions: waiting.map(describe) };
};

/** Says what the user did with a question; the first of the factor's devices to say so is heard. */
export const answerDeviceTransaction: Handler<'answerDeviceTransaction'> = async (services, { signed, caller }) => {
  const { ref, signer } = signerOf(signed);
  const { transaction: transactionId, decision: said, number } = signed.claims;
  const context = contextOf(services, caller);
  const request = {
    params: ref,
    caller,
    context,
    // Of what is refused: an answer that comes too late is no end of the question.
    event: 'cofactor.push.not_heard',
  } as const;
  const { decision } = await applyDecision(services, request, async (loaded, full) => {
    requireActive(loaded);
    const { devices } = loaded.kind;
    const transaction = (await services.store.transactions.find({ ...ref, transactionId }))?.transaction;
    if (!devices || !transaction) throw fault('notFound', { id: transactionId, type: 'Transaction' });
    const answer = { decision: said, ...(number !== undefined && { number }) };
    return devices.answer(loaded.view, signer, { transaction, answer }, full);
  });
  services.longPolls.wake(transactionId, ref.factorId);
  return { factorResult: decision.result === 'SUCCESS' ? 'SUCCESS' : 'REJECTED' };
};

const describe = ({ id, created, expires, number, from }: Transaction) => ({
  id,
  created: timestamp(created),
  expiresAt: timestamp(expires),
  // Which of them is right, the device does not know.
  ...(number && { numbers: [...number.choices] }),
  from: { ...from },
});
