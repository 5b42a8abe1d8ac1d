import type { Factor, User } from '@cofactor/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { may } from '../access/permissions.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { kindName, timesOf } from './factorText.ts';
import { ResetDialog } from './ResetDialog.tsx';
import { readExplanation, readFactors } from './readPerson.ts';

/** Says what is wrong, in a sentence, and the one thing that helps: of `explain`, and of every factor that is stuck. */
export function Diagnosis({ user }: { readonly user: User }) {
  const { t, ago } = useWords();
  const { client } = useAccess();
  const { data: explanation } = useQuery(readExplanation(client, user.id));
  const { data: factors = [] } = useQuery(readFactors(client, user.id));
  const stuck = factors.filter(({ status }) => status === 'PENDING_ACTIVATION');
  if (!explanation) return null;
  const { diagnosis, next, attacks } = explanation;
  const isFine = diagnosis.code === 'VERIFIED' || diagnosis.code === 'NOTHING_SENT';
  return (
    <section className={isFine && stuck.length === 0 ? 'diagnosis fine' : 'diagnosis'} aria-labelledby="diagnosis">
      <h2 id="diagnosis">{t(isFine && stuck.length === 0 ? 'person.fine' : 'person.diagnosis')}</h2>
      {stuck.map((factor) => (
        <Stuck key={factor.id} user={user} factor={factor} />
      ))}
      <div lang="en">
        <p>{diagnosis.text}</p>
        {next !== '' && <p className="soft">{next}</p>}
      </div>
      {attacks.map(({ kind, since, text, next: help }) => (
        <div key={kind} className="attack">
          <strong>{t('person.attack', { since: ago(since) })}</strong>
          <div lang="en">
            <p>{text}</p>
            <p className="soft">{help}</p>
          </div>
        </div>
      ))}
    </section>
  );
}

function Stuck({ user, factor }: { readonly user: User; readonly factor: Factor }) {
  const { t, ago } = useWords();
  const { roles } = useAccess();
  const [isOpen, setOpen] = useState(false);
  const kind = kindName(t, factor.factorType);
  const { created } = timesOf(factor);
  return (
    <div className="stuck">
      <div>
        <strong>{t('person.stuckTitle', { kind })}</strong>
        {created !== undefined && <p>{t('person.stuckHelp', { since: ago(created) })}</p>}
      </div>
      {may(roles, 'unenrollFactor') && (
        <PressButton main onPress={() => setOpen(true)}>
          {t('person.resetOne', { kind })}
        </PressButton>
      )}
      {isOpen && <ResetDialog user={user} chosen={[factor.id]} close={() => setOpen(false)} />}
    </div>
  );
}
