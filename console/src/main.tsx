import './styles/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openAccess } from './access/openAccess.ts';
import { goToSignIn } from './access/signIn.ts';
import { App } from './app/App.tsx';
import { FailedStart } from './app/FailedStart.tsx';
import { wordsOf } from './texts/TextsContext.tsx';
import { loadTexts } from './texts/texts.ts';

/** Opens the console: the language, the session, then the page of the address. */
async function main(): Promise<void> {
  const { language, texts } = await loadTexts(navigator.languages);
  document.documentElement.lang = language;
  const words = wordsOf(language, texts);
  document.title = words.t('app.title');
  const root = createRoot(document.getElementById('app') as HTMLElement);
  try {
    const access = await openAccess();
    if (access)
      root.render(
        <StrictMode>
          <App access={access} words={words} />
        </StrictMode>,
      );
    else goToSignIn();
  } catch (error) {
    root.render(<FailedStart error={error} words={words} />);
  }
}

await main();
