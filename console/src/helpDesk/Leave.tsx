import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { personKey } from '../person/readPerson.ts';
import { CodeForm } from '../proof/CodeForm.tsx';
import { useAction } from '../proof/useAction.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { Failure } from '../ui/Failure.tsx';
import { giveCode, type HelpDeskRequest, readLeave } from './requests.ts';

interface Props {
  readonly request: HelpDeskRequest;
  /** The user reads a code out; without it they approve on a device, or a colleague does. */
  readonly readsCode: boolean;
  readonly approved: () => void;
  /** It was refused, or nobody approved it in time. */
  readonly over: () => void;
}

/** Milliseconds between two looks at a request that a colleague has to approve. */
const LOOK_MS = 3_000;

/** Waits for the approval of a request: a code that is read out, the device of the user, or a colleague. */
export function Leave({ request, readsCode, approved, over }: Props) {
  const { t } = useWords();
  const { client } = useAccess();
  const standing = useQuery({
    queryKey: ['leave', request.id],
    queryFn: () => readLeave(client, request, request.approval === 'OWNER' ? 10 : 0),
    enabled: !readsCode,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.status === 'WAITING' ? LOOK_MS : false),
  });
  const code = useAction(personKey(request.userId), (asking, passCode: string) => giveCode(asking, request, passCode), {
    done: approved,
  });
  const { status = 'WAITING' } = standing.data ?? {};
  useEffect(() => {
    if (status === 'APPROVED') approved();
    if (status === 'DENIED' || status === 'EXPIRED') over();
  }, [status, approved, over]);
  if (code.proof !== null) return code.proof;
  return (
    <section className="proof" aria-labelledby="leave">
      <h3 id="leave">{t('leave.title')}</h3>
      {readsCode && (
        <>
          <p>{t('leave.askForCode')}</p>
          <CodeForm isPending={code.isPending} send={code.start} />
          {code.error && <Failure error={code.error} title={t('leave.wrongCode')} />}
        </>
      )}
      {request.number !== undefined && (
        <p>
          {t('leave.tellNumber')} <b className="number">{request.number}</b>
        </p>
      )}
      {!readsCode && (
        <p role="status">
          {status === 'WAITING' && t(request.approval === 'OWNER' ? 'leave.waitsForUser' : 'leave.waitsForColleague')}
          {(status === 'DENIED' || status === 'EXPIRED') && t(`leave.${status}`)}
        </p>
      )}
      {standing.error && <Failure error={standing.error} again={() => void standing.refetch()} />}
    </section>
  );
}
