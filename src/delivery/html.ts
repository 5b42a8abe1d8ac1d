const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that cannot become markup, within an attribute neither. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** A plain text as HTML that says the same; macros in it stay macros. */
export function htmlOf(text: string, language: string): string {
  const paragraphs = text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replace(/\r?\n/g, '<br>\n')}</p>`);
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<body dir="auto" style="font-family: sans-serif">
${paragraphs.join('\n')}
</body>
</html>
`;
}
