/** Rows as a CSV file with a line of names (RFC 4180). */
export const toCsv = (names: readonly string[], rows: readonly (readonly string[])[]): string =>
  [names, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');

/** Formula injection: a spreadsheet runs what starts with one of these, so it gets an apostrophe before it. */
const FORMULA = /^[=+\-@\t\r]/;

function field(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
