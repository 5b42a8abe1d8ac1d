import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccess } from '../../access/AccessContext.tsx';
import { may } from '../../access/permissions.ts';
import { useAction } from '../../proof/useAction.tsx';
import { useWords } from '../../texts/TextsContext.tsx';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { scopes } from '../scopes.ts';
import { APPS, listGrants, type ServiceApp, setScopes } from './serviceApp.ts';

/** The scopes of an app, a check box each, for who may give and take them; a list for everybody else. */
export function AppScopes({ app }: { readonly app: ServiceApp }) {
  const { t } = useWords();
  const { client, roles } = useAccess();
  const announce = useAnnounce();
  const { data: grants, isPending, isError, error, refetch } = useQuery(listGrants(client, app.id));
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const held = new Set(grants?.map(({ scopeId }) => scopeId));
  const wanted = new Set(Object.keys(scopes).filter((scope) => changed.get(scope) ?? held.has(scope)));
  const saving = useAction(
    APPS,
    (asking, want: ReadonlySet<string>) => setScopes(asking, app.id, { grants: grants ?? [], wanted: want }),
    {
      done: () => {
        setChanged(new Map());
        announce(t('api.scopesSaved', { name: app.label }));
      },
    },
  );
  if (isPending) return <Skeleton lines={3} height="row" />;
  if (isError) return <Failure error={error} again={() => void refetch()} />;
  const mayChange = may(roles, 'grantConsentToScope');
  const isSame = wanted.size === held.size && [...wanted].every((scope) => held.has(scope));
  return (
    <section className="scopes" aria-label={t('api.scopesOf', { name: app.label })}>
      <h2>{t('api.scopesOf', { name: app.label })}</h2>
      {!mayChange && held.size === 0 && <p>{t('api.noScopes')}</p>}
      <ul>
        {Object.entries(scopes)
          .filter(([scope]) => mayChange || held.has(scope))
          .map(([scope, words]) => (
            <li key={scope}>
              {mayChange ? (
                <Tick
                  isSelected={wanted.has(scope)}
                  onChange={(isOn) => setChanged((before) => new Map(before).set(scope, isOn))}
                >
                  {scope}
                </Tick>
              ) : (
                scope
              )}
              <span className="soft" lang="en">
                {words}
              </span>
            </li>
          ))}
      </ul>
      {saving.error !== null && <Failure error={saving.error} title={t('act.failed')} />}
      {saving.proof}
      {mayChange && (
        <PressButton main isDisabled={isSame} isPending={saving.isPending} onPress={() => saving.start(wanted)}>
          {t('api.saveScopes')}
        </PressButton>
      )}
    </section>
  );
}
