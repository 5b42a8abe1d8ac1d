import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Whether a statement answers with rows; Node.js before 22.16 cannot tell, but the text can. */
export function hasRows(statement: Pick<StatementSync, 'columns'>, text: string): boolean {
  if (typeof statement.columns === 'function') return statement.columns().length > 0;
  return /^\s*(select|with|values|pragma|explain)\b|\breturning\b/i.test(text);
}

/** Whether a transaction is open; Node.js before 22.16 cannot tell, so there one is begun if there is none. */
export function isOpen(db: Pick<DatabaseSync, 'isTransaction' | 'exec'>): boolean {
  if (db.isTransaction !== undefined) return db.isTransaction;
  try {
    db.exec('begin');
  } catch {
    // One is open already.
  }
  return true;
}
