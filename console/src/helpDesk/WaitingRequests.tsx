import type { Factor, User } from '@cofactor/client';
import { useQuery } from '@tanstack/react-query';
import { useAccess } from '../access/AccessContext.tsx';
import { may } from '../access/permissions.ts';
import { nameOf } from '../people/nameOf.ts';
import { detailOf, kindName } from '../person/factorText.ts';
import { personKey, readFactors, readUser } from '../person/readPerson.ts';
import { useAction } from '../proof/useAction.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import type { Translate } from '../texts/texts.ts';
import { useAnnounce } from '../ui/Announcer.tsx';
import { Failure } from '../ui/Failure.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { useWhilePresent } from '../ui/useWhilePresent.ts';
import { type Decision, decide, type HelpDeskRequest, waitingFor } from './requests.ts';

/** Milliseconds after which requests are looked for anew. */
const LOOK_MS = 10_000;
/** The shape of a user's id; tokens and clients have others. */
const USER_ID = /^00u[0-9A-Za-z]{17}$/;

/** The requests of colleagues to act on this person, for who may decide them: nobody does about themselves. */
export function WaitingRequests({ user }: { readonly user: User }) {
  const { client, login, roles } = useAccess();
  const { data = [] } = useQuery({
    queryKey: [...personKey(user.id), 'requests'],
    queryFn: () => waitingFor(client, user.id),
    enabled: may(roles, 'decideHelpDeskRequest') && login !== user.profile.login,
    refetchInterval: useWhilePresent(LOOK_MS),
  });
  return data.map((request) => <WaitingRequest key={request.id} request={request} />);
}

function WaitingRequest({ request }: { readonly request: HelpDeskRequest }) {
  const { t, ago, listed } = useWords();
  const { client } = useAccess();
  const announce = useAnnounce();
  const { action, userId, requestedBy, factorIds = [], reason, ticket, created } = request;
  const { data: factors } = useQuery({ ...readFactors(client, userId), enabled: factorIds.length > 0 });
  const { data: asker } = useQuery({ ...readUser(client, requestedBy), enabled: USER_ID.test(requestedBy) });
  const { start, isPending, error, proof } = useAction(
    personKey(userId),
    (asking, decision: Decision) => decide(asking, request, decision),
    {
      done: (_, decision) => announce(t(decision === 'APPROVE' ? `leave.approved.${action}` : 'leave.deniedIt')),
    },
  );
  const name = asker ? `${nameOf(asker)} (${asker.profile.login})` : requestedBy;
  return (
    <section className="diagnosis" aria-labelledby={request.id}>
      <h2 id={request.id}>{t('leave.colleagueAsks')}</h2>
      <p>{t(`leave.asks.${action}`, { factors: listed(factorIds.map((id) => factorName(t, id, factors))) })}</p>
      <p>{t('leave.askedBy', { name, when: ago(created) })}</p>
      {reason !== undefined && <p>{reason}</p>}
      {ticket !== undefined && <p>{ticket}</p>}
      {error && <Failure error={error} title={t('act.failed')} />}
      {proof ?? (
        <div className="dialog-buttons">
          <PressButton isPending={isPending} onPress={() => start('DENY')}>
            {t('leave.deny')}
          </PressButton>
          <PressButton main isPending={isPending} onPress={() => start('APPROVE')}>
            {t(`leave.approve.${action}`)}
          </PressButton>
        </div>
      )}
    </section>
  );
}

/** The kind and the detail of a factor; its id while it is not known, or when it is gone. */
function factorName(t: Translate, id: string, factors: readonly Factor[] = []): string {
  const factor = factors.find((one) => one.id === id);
  return factor ? [kindName(t, factor.factorType), detailOf(factor)].filter(Boolean).join(' ') : id;
}
