import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { Failure } from '../ui/Failure.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { CodeForm } from './CodeForm.tsx';
import { ProveAtProvider } from './ProveAtProvider.tsx';
import { prove, sign } from './proofSteps.ts';

/** Seconds for which the service may hold a reply back while a device is asked. */
const WAIT = 10;

/** Asks administrators for the factor of their session once more, before something dangerous; then calls `proven`. */
export function ProveAgain({ proven }: { readonly proven: () => void }) {
  const { t } = useWords();
  const { factorId, provider } = useAccess();
  return (
    <section className="proof" aria-labelledby="proof">
      <h3 id="proof">{t('proof.title')}</h3>
      <p>{t('proof.help')}</p>
      {factorId === undefined ? (
        <ProveAtProvider name={provider ?? ''} />
      ) : (
        <ProveByFactor factorId={factorId} proven={proven} />
      )}
    </section>
  );
}

function ProveByFactor({ factorId, proven }: { readonly factorId: string; readonly proven: () => void }) {
  const { t } = useWords();
  const { client } = useAccess();
  const [number, setNumber] = useState<number>();
  const { data: factor } = useQuery({
    queryKey: ['own factor', factorId],
    queryFn: () => client.getFactor({ userId: 'me', factorId }),
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (answer: Readonly<Record<string, string>> | undefined) => {
      let reply = await prove(client, answer ? { answer } : {});
      if (reply.status === 'CHALLENGE' && answer === undefined)
        reply = await prove(client, { answer: await sign(reply) });
      while (reply.status === 'WAITING') {
        setNumber(reply.number);
        reply = await prove(client, { state: reply.state, wait: WAIT });
      }
      if (reply.status !== 'SUCCESS') throw new Error(t('proof.failed'));
    },
    onSuccess: proven,
    onSettled: () => setNumber(undefined),
  });
  if (!factor) return null;
  return (
    <>
      {factor.factorType === 'webauthn' && (
        <PressButton main isPending={isPending} onPress={() => mutate(undefined)}>
          {t('proof.key')}
        </PressButton>
      )}
      {factor.factorType === 'push' && (
        <PressButton main isPending={isPending} onPress={() => mutate(undefined)}>
          {t('proof.device')}
        </PressButton>
      )}
      {factor.factorType !== 'webauthn' && factor.factorType !== 'push' && (
        <CodeForm isPending={isPending} send={(passCode) => mutate({ passCode })} />
      )}
      {number !== undefined && (
        <p role="status">
          {t('proof.pick')} <b className="number">{number}</b>
        </p>
      )}
      {error && <Failure error={error} title={t('proof.failed')} />}
    </>
  );
}
