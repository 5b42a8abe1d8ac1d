import { plain } from '../plain.ts';

const levels: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

/** Members that a request's line puts into words. */
const OF_REQUEST = ['method', 'route', 'status', 'ms'];
const OF_EVERY = ['level', 'time', 'msg', 'err'];

/** A line of the log as a person reads it: the time of day, how bad it is, what happened; then all the rest. */
export function prettyLine(json: string): string {
  const entry = JSON.parse(json) as Record<string, unknown>;
  const { level, time, msg, err } = entry;
  const request = typeof entry.route === 'string' && typeof entry.ms === 'number';
  const told = request ? [...OF_EVERY, ...OF_REQUEST] : OF_EVERY;
  const what = request ? `${entry.method} ${entry.route} ${entry.status} ${entry.ms} ms` : plain(msg);
  const rest = Object.entries(entry).filter(([name]) => !told.includes(name));
  const pairs = rest.map(
    ([name, value]) => `${name}=${typeof value === 'string' ? plain(value) : JSON.stringify(value)}`,
  );
  const { stack, message } = (err ?? {}) as { readonly stack?: string; readonly message?: string };
  const trace = stack ?? message;
  const line = [String(time).slice(11, 23), levels[level as number] ?? String(level), what, ...pairs].join(' ');
  return trace === undefined ? `${line}\n` : `${line}\n  ${trace.split('\n').map(plain).join('\n  ')}\n`;
}
