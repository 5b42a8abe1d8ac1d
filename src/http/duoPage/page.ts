/** A page that is about one question: its title, its sentences, and below them what there is to do. */
interface Page {
  readonly title: string;
  readonly text: readonly string[];
  readonly below?: string;
  /** The address that the page goes on to by itself. */
  readonly goesTo?: string;
}

/** The facts of a question that its user is shown before they go to Duo. */
interface Asked {
  readonly issuer: string;
  readonly userName: string;
  readonly activates: boolean;
  readonly from: { readonly address?: string; readonly userAgent?: string };
}

/** The page before Duo's: who asks, from where, and a button. Who did not ask for it learns that here. */
export function askingPage({ issuer, userName, activates, from }: Asked, style: string): string {
  const rows = [
    ['For', userName],
    ['At', issuer],
    ['From', from.address],
    ['With', from.userAgent],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`<dt>${name}</dt><dd>${escaped(value)}</dd>`]));
  return page(
    {
      title: activates ? 'Set up Duo' : 'Verify with Duo',
      text: ['Duo asks you next, on a page of its own.', 'If it was not you who asked for this, close this page.'],
      below: `<dl>${rows.join('')}</dl><form method="post"><button type="submit">Go on to Duo</button></form>`,
    },
    style,
  );
}

/** The page between ours and Duo's: a redirect would be held for the form's own target by browsers. */
export const goingPage = (location: string, style: string): string =>
  page(
    {
      title: 'Going on to Duo',
      text: [],
      below: `<p><a rel="noreferrer" href="${escaped(location)}">Go on</a></p>`,
      goesTo: location,
    },
    style,
  );

/** A page that only says something. */
export const sayingPage = (title: string, text: string, style: string): string => page({ title, text: [text] }, style);

const page = ({ title, text, below = '', goesTo }: Page, style: string): string => {
  const refresh = goesTo === undefined ? '' : `<meta http-equiv="refresh" content="0; url=${escaped(goesTo)}">`;
  const paragraphs = text.map((sentence) => `<p>${escaped(sentence)}</p>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">${refresh}<link rel="icon" href="data:,"><link rel="stylesheet" href="${style}common.css"><link rel="stylesheet" href="${style}password.css"><link rel="stylesheet" href="${style}duo.css"></head><body><main><h1>${escaped(title)}</h1>${paragraphs}${below}</main></body></html>`;
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
