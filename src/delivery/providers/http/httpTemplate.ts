/** The values that a template may mention, by name. */
export type Placeholders = Readonly<Record<string, string>>;

/**
 * Puts values into a template, escaped for the place they go to, so that no text can become syntax: `url`, `header`,
 * or a content type. A name that does not exist stays as it is written.
 */
export function fillTemplate(template: string, values: Placeholders, place: string): string {
  const escaped = escaping(place);
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? escaped(values[name] ?? '') : whole,
  );
}

function escaping(place: string): (value: string) => string {
  if (place === 'url' || place.includes('urlencoded')) return encodeURIComponent;
  if (place === 'header') return (value) => value.replace(/[\r\n\0]+/g, ' ');
  if (/\bjson\b/.test(place)) return (value) => JSON.stringify(value).slice(1, -1);
  if (/\bxml\b/.test(place)) return (value) => value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return (value) => value;
}
