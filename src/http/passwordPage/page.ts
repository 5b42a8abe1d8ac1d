import type { OpenedLink } from '../../operations/passwordLinks/usePasswordLink.ts';

/** The page of a link that works: a form of two fields, and what was wrong with what was sent before. */
export function formPage(
  issuer: string,
  { login, purpose, question }: OpenedLink,
  style: string,
  hint: string,
  wrong = '',
): string {
  const title = purpose === 'activate' ? 'Choose your password' : 'Choose a new password';
  const problem = wrong === '' ? '' : `<p role="alert" id="wrong">${escaped(wrong)}</p>`;
  const field = (name: string, label: string, described: string) =>
    `<label for="${name}">${label}</label><input id="${name}" name="${name}" type="password" autocomplete="new-password" required maxlength="256" aria-describedby="${described}"${wrong === '' ? '' : ' aria-invalid="true"'}>`;
  const answer =
    question === undefined
      ? ''
      : `<label for="answer">${escaped(question)}</label><input id="answer" name="answer" type="password" autocomplete="off" required maxlength="256" aria-describedby="answer-hint"><small id="answer-hint">The answer to your recovery question.</small>`;
  return page(
    title,
    style,
    `<h1>${title}</h1><p>For <b>${escaped(login)}</b> at ${escaped(issuer)}.</p>${problem}` +
      `<form method="post"><input hidden type="text" name="username" autocomplete="username" value="${escaped(login)}">` +
      answer +
      field('password', 'Password', wrong === '' ? 'hint' : 'hint wrong') +
      `<small id="hint">${escaped(hint)}</small>` +
      field('again', 'The same password again', wrong === '' ? 'hint' : 'wrong') +
      '<button type="submit">Set password</button></form>',
  );
}

/** A page that only says something. */
export const sayingPage = (title: string, text: string, style: string): string =>
  page(title, style, `<h1>${escaped(title)}</h1><p>${escaped(text)}</p>`);

const page = (title: string, style: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><link rel="stylesheet" href="${style.replace('password.css', 'common.css')}"><link rel="stylesheet" href="${style}"></head><body><main>${body}</main></body></html>`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
