import type { Factor, User } from '@cofactor/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { may } from '../access/permissions.ts';
import { ApproverChoice, COLLEAGUE } from '../helpDesk/ApproverChoice.tsx';
import { provingFactors, takesFromOwner } from '../helpDesk/requests.ts';
import { Why } from '../helpDesk/Why.tsx';
import { nameOf } from '../people/nameOf.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { useAnnounce } from '../ui/Announcer.tsx';
import { Failure } from '../ui/Failure.tsx';
import { ModalDialog } from '../ui/ModalDialog.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { Tick } from '../ui/Tick.tsx';
import { FactorChoice } from './FactorChoice.tsx';
import { kindName, kindNames } from './factorText.ts';
import { readFactors } from './readPerson.ts';
import { PartlyRemoved } from './removeFactors.ts';
import { useReset } from './useReset.tsx';

interface Props {
  readonly user: User;
  /** Ids of the factors that are ticked at first; all factors when absent. */
  readonly chosen?: readonly string[];
  readonly close: () => void;
}

/** Reset Authenticators: which, what will happen, who vouches for the caller, and why. */
export function ResetDialog({ user, chosen: before, close }: Props) {
  const { t, listed } = useWords();
  const { client, roles } = useAccess();
  const announce = useAnnounce();
  const { data: factors = [] } = useQuery(readFactors(client, user.id));
  const [all, setAll] = useState(before === undefined);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(before));
  const [forgetPhones, setForget] = useState(false);
  const going = all ? factors : factors.filter(({ id }) => chosen.has(id));
  const [reason, setReason] = useState('');
  const [ticket, setTicket] = useState('');
  const [vouching, setVouching] = useState<string>();
  // Who may do more of users than reset factors needs nobody's approval.
  const needsApproval = !may(roles, 'activateUser') && takesFromOwner(going);
  const approver = needsApproval ? (vouching ?? provingFactors(factors)[0]?.id ?? COLLEAGUE) : undefined;
  const wish = { user, factors, going, all, forgetPhones, reason, ticket, approver };
  const { start, isPending, isWaiting, error, more } = useReset(wish, (removed) => {
    announce(t('reset.done', { kinds: listed(kindNames(t, removed)) }));
    close();
  });
  const name = nameOf(user);
  if (factors.length === 0) {
    return (
      <ModalDialog title={t('reset.title', { name })} close={close}>
        <p>{t('reset.nothing')}</p>
        <div className="dialog-buttons">
          <PressButton onPress={close}>{t('app.close')}</PressButton>
        </div>
      </ModalDialog>
    );
  }
  return (
    <ModalDialog
      title={t('reset.title', { name })}
      close={close}
      holds={isPending || more !== null || reason !== '' || ticket !== ''}
    >
      <FactorChoice factors={factors} all={all} setAll={setAll} chosen={chosen} setChosen={setChosen} />
      <Consequences going={going} forgetPhones={forgetPhones} setForget={setForget} />
      {approver !== undefined && <ApproverChoice factors={factors} approver={approver} setApprover={setVouching} />}
      <Why reason={reason} setReason={setReason} ticket={ticket} setTicket={setTicket} isReasonWanted={needsApproval} />
      {error !== null && <Failed error={error} />}
      {more}
      <div className="dialog-buttons">
        <PressButton onPress={close}>{t('app.cancel')}</PressButton>
        <PressButton
          danger
          isPending={isPending}
          isDisabled={isWaiting || going.length === 0 || (needsApproval && reason.trim() === '')}
          onPress={start}
        >
          {isPending ? t('reset.working') : buttonText()}
        </PressButton>
      </div>
    </ModalDialog>
  );

  function buttonText(): string {
    const count = going.length;
    if (count === 0) return t('reset.action');
    if (count === 1) return t('reset.confirmOne');
    return t(all ? 'reset.confirmAll' : 'reset.confirm', { count });
  }
}

interface ConsequencesProps {
  readonly going: readonly Factor[];
  readonly forgetPhones: boolean;
  readonly setForget: (forget: boolean) => void;
}

function Consequences({ going, forgetPhones, setForget }: ConsequencesProps) {
  const { t } = useWords();
  const hasPhone = going.some(({ factorType }) => factorType === 'sms' || factorType === 'call');
  return (
    <section className="consequences">
      <h3>{t('reset.what')}</h3>
      <ul>
        {going.map(({ id, factorType, status }) => (
          <li key={id}>
            {t(status === 'PENDING_ACTIVATION' ? 'reset.pendingGoes' : 'reset.willGo', {
              kind: kindName(t, factorType),
            })}
          </li>
        ))}
        {going.length === 0 && <li>{t('reset.chooseOne')}</li>}
        {going.some(({ factorType, status }) => factorType === 'push' && status === 'ACTIVE') && (
          <li>{t('reset.along')}</li>
        )}
        {hasPhone && <li>{t(forgetPhones ? 'reset.phoneGoes' : 'reset.phoneStays')}</li>}
        <li>{t('reset.next')}</li>
      </ul>
      {hasPhone && (
        <Tick isSelected={forgetPhones} onChange={setForget}>
          {t('reset.forget')}
        </Tick>
      )}
    </section>
  );
}

function Failed({ error }: { readonly error: Error }) {
  const { t, listed } = useWords();
  if (!(error instanceof PartlyRemoved)) return <Failure error={error} title={t('reset.failed')} />;
  return <Failure error={error.cause} title={t('reset.partly', { kinds: listed(kindNames(t, error.removed)) })} />;
}
