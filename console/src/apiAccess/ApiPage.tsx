import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Gate } from '../access/Gate.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { AppsTab } from './apps/AppsTab.tsx';
import { OriginsTab } from './origins/OriginsTab.tsx';
import { TokensTab } from './tokens/TokensTab.tsx';

const PLACE = '/security/api';

/** Settings > API: who may call the service, and from which web pages. */
export function ApiPage() {
  const { t } = useWords();
  const { tab, q = '' } = useSearch({ from: PLACE });
  const navigate = useNavigate({ from: PLACE });
  const router = useRouter();
  const look = useCallback(
    (words: string) => {
      if (router.latestLocation.pathname !== PLACE) return;
      void navigate({ search: { ...(tab && { tab }), ...(words !== '' && { q: words }) }, replace: true });
    },
    [navigate, router, tab],
  );
  return (
    <Gate action="listApiTokens" title={t('api.title')}>
      <Tabs
        label={t('api.title')}
        to={PLACE}
        tabs={[
          { tab: undefined, name: t('api.tokens') },
          { tab: 'apps', name: t('api.apps') },
          { tab: 'origins', name: t('api.origins') },
        ]}
      />
      {tab === undefined && <TokensTab q={q} look={look} />}
      {tab === 'apps' && <AppsTab q={q} look={look} />}
      {tab === 'origins' && <OriginsTab q={q} look={look} />}
    </Gate>
  );
}
