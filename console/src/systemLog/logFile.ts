import { type LogEvent, partyName } from './logEvent.ts';

/** Every form of a file. */
export const formats = ['csv', 'json'] as const;
export type Format = (typeof formats)[number];

const columns: Readonly<Record<string, (event: LogEvent) => string | null | undefined>> = {
  published: (event) => event.published,
  eventType: (event) => event.eventType,
  displayMessage: (event) => event.displayMessage,
  severity: (event) => event.severity,
  result: ({ outcome }) => outcome.result,
  reason: ({ outcome }) => outcome.reason,
  actorId: ({ actor }) => actor.id,
  actor: ({ actor }) => partyName(actor),
  targetIds: ({ target }) => target.map(({ id }) => id).join(' '),
  targets: ({ target }) => target.map(partyName).join(', '),
  ipAddress: ({ client }) => client.ipAddress,
  transactionId: ({ transaction }) => transaction.id,
  uuid: (event) => event.uuid,
};

/** The text of a file with these events: as the service sent them, or as a table (RFC 4180). */
export function fileOf(events: readonly LogEvent[], format: Format): string {
  if (format === 'json') return `${JSON.stringify(events, null, 2)}\n`;
  const rows = events.map((event) => Object.values(columns).map((column) => cellOf(column(event) ?? '')));
  return [Object.keys(columns), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** A cell; one that a spreadsheet would carry out as a formula is text: names are what strangers chose. */
function cellOf(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
