import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useAccess } from '../access/AccessContext.tsx';
import { may } from '../access/permissions.ts';
import { personKey } from '../person/readPerson.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { useAnnounce } from '../ui/Announcer.tsx';
import { Failure } from '../ui/Failure.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { decide, type HelpDeskRequest, waitingFor } from './requests.ts';

/** Milliseconds after which requests are looked for anew. */
const LOOK_MS = 10_000;

/** The requests of colleagues to act on this person, which one may approve or deny. */
export function WaitingRequests({ userId }: { readonly userId: string }) {
  const { client, roles } = useAccess();
  const { data = [] } = useQuery({
    queryKey: [...personKey(userId), 'requests'],
    queryFn: () => waitingFor(client, userId),
    enabled: may(roles, 'resetFactors'),
    refetchInterval: LOOK_MS,
  });
  return data.map((request) => <WaitingRequest key={request.id} request={request} />);
}

function WaitingRequest({ request }: { readonly request: HelpDeskRequest }) {
  const { t, ago } = useWords();
  const { client } = useAccess();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (decision: 'APPROVE' | 'DENY') => decide(client, request, decision),
    onSuccess: (_, decision) => announce(t(decision === 'APPROVE' ? 'leave.approvedIt' : 'leave.deniedIt')),
    onSettled: () => queries.invalidateQueries({ queryKey: personKey(request.userId) }),
  });
  return (
    <section className="diagnosis" aria-labelledby={request.id}>
      <h2 id={request.id}>{t('leave.colleagueAsks')}</h2>
      <p>
        {t(request.factorIds ? 'leave.toRemove' : 'leave.toReset', { count: request.factorIds?.length ?? 0 })}{' '}
        {ago(request.created)}
      </p>
      {request.reason !== undefined && <p>{request.reason}</p>}
      {request.ticket !== undefined && <p>{request.ticket}</p>}
      <div className="dialog-buttons">
        <PressButton isPending={isPending} onPress={() => mutate('DENY')}>
          {t('leave.deny')}
        </PressButton>
        <PressButton main isPending={isPending} onPress={() => mutate('APPROVE')}>
          {t('leave.approve')}
        </PressButton>
      </div>
      {error && <Failure error={error} title={t('act.failed')} />}
    </section>
  );
}
