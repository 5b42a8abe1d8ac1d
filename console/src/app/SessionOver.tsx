import { signInUrl } from '../access/signIn.ts';
import { useWords } from '../texts/TextsContext.tsx';
import { PressButton } from '../ui/PressButton.tsx';

/** Said over every page once the session has ended: what was typed is still there after signing in in another tab. */
export function SessionOver({ goOn }: { readonly goOn: () => void }) {
  const { t } = useWords();
  return (
    <aside className="session-over" role="alert">
      <div>
        <strong>{t('session.title')}</strong>
        <p>{t('session.help')}</p>
      </div>
      <a className="button" href={signInUrl()} target="_blank" rel="noopener">
        {t('session.signIn')}
      </a>
      <PressButton onPress={goOn}>{t('session.goOn')}</PressButton>
    </aside>
  );
}
