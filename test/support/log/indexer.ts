import { indexSegment } from '../../../src/store/log/indexLog.ts';
import { openEngine } from '../../../src/store/open.ts';

/** Indexes the log of a database until it is killed, as a process of its own: `node indexer.ts URL SIZE`. */
const [url = '', size = ''] = process.argv.slice(2);
const engine = await openEngine(url, (error) => console.error(error));
process.send?.('ready');
for (;;) {
  // A file of SQLite has one writer at a time.
  const written = await indexSegment(engine, Number(size), 1).catch(() => false);
  if (written) process.send?.('written');
  else await new Promise((resolve) => setTimeout(resolve, 5));
}
