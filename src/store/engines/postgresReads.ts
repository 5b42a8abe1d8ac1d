import { batched } from '../batching/batch.ts';
import { type Row, type Statement, Undone, type Value } from '../engine.ts';

type Run = (statement: Statement) => Promise<readonly Row[]>;
type Read = (values: readonly Value[]) => Promise<readonly Row[]>;

/** Reads with the same text that are asked for in one turn of the event loop become one statement. */
export function createReads(run: Run): Run {
  const reads = new Map<string, Read>();
  return ({ text, values, inOrder }) => {
    const types = values.map(typeOf);
    const name = `${types} ${text}`;
    let read = reads.get(name);
    if (!read) {
      read = batchReads((statement) => run({ ...statement, ...(inOrder && { inOrder }) }), text, types);
      reads.set(name, read);
    }
    return read(values);
  };
}

function batchReads(run: Run, text: string, types: readonly string[]): Read {
  const alone: Read = (values) =>
    run({ text, values }).catch((error: Error) => {
      throw error instanceof Undone ? error.cause : error;
    });
  if (types.length === 0) return alone;
  const shared = shareText(text, types);
  return batched<readonly Value[], readonly Row[]>({
    keys: () => [],
    async run(items) {
      if (items.length === 1) return [await run({ text, values: items[0] as readonly Value[] })];
      const rows = await run({ text: shared, values: [JSON.stringify(items.map(toJson))] });
      const results: Row[][] = items.map(() => []);
      for (const row of rows) results[row.batch_n as number]?.push(row);
      return results;
    },
    alone,
  });
}

/** The text once for each set of its parameters; a query within `lateral` keeps the order it asks for. */
function shareText(text: string, types: readonly string[]): string {
  const columns = types.map((type, index) => `p${index + 1} ${type}`);
  return `select i.batch_n, r.* from json_to_recordset(cast($1 as json)) as i (batch_n integer, ${columns}),
    lateral (${text.replace(/\$(\d+)/g, 'i.p$1')}) r`;
}

const toJson = (values: readonly Value[], batch_n: number) => ({
  batch_n,
  ...Object.fromEntries(values.map((value, index) => [`p${index + 1}`, value])),
});

function typeOf(value: Value): string {
  return typeof value !== 'number' ? 'text' : Number.isInteger(value) ? 'bigint' : 'double precision';
}
