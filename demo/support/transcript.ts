import { inspect } from 'node:util';

/** One HTTP call as it went over the wire. */
export interface CallLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** A message the service sent. */
export interface MessageLine {
  readonly channel: string;
  readonly to: string;
  readonly text: string;
}

const WIDTH = 240;
/** Members that tell a reader little. */
const NOISE = new Set([
  ...['created', 'activated', 'statusChanged', 'lastUpdated', 'passwordChanged', 'lastLogin', 'type', 'credentials'],
  ...['vendorName', 'errorLink', 'errorId'],
]);

/** The text that people read while the demo runs: a line a call, a line a message, and the number of both. */
export class Transcript {
  calls = 0;
  messages = 0;

  scenario(title: string): void {
    console.log(`\n== ${title}`);
  }

  step(text: string): void {
    console.log(`\n  ${text}`);
  }

  call({ method, path, status, body }: CallLine): void {
    this.calls += 1;
    console.log(`    ${method} ${path} → ${status}${body === undefined ? '' : ` ${inOneLine(body)}`}`);
  }

  message({ channel, to, text }: MessageLine): void {
    this.messages += 1;
    console.log(`    ${channel.toUpperCase()} to ${to}: ${text.replace(/\s*\n\s*/g, ' ')}`);
  }

  note(text: string): void {
    console.log(`    ${text}`);
  }
}

/** A body without what fills a screen: links are named, what is not set is left out. */
function inOneLine(body: unknown): string {
  const text = inspect(shortened(body), { breakLength: Number.POSITIVE_INFINITY, compact: true, depth: 6 });
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text;
}

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => member !== null && !NOISE.has(name))
      .map(([name, member]) => [name, name === '_links' ? Object.keys(member) : shortened(member)]),
  );
}
