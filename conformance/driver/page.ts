import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Expectation } from '../expectations/expectation.ts';
import { type Column, columnsIn, written } from './table.ts';

const file = join(import.meta.dirname, '../../docs/clients.md');

/** Replaces what the page says about these clients; what it says about others stays. */
export function writePage(columns: ReadonlyMap<string, Column>, known: readonly Expectation[]): void {
  const page = readFileSync(file, 'utf8');
  writeFileSync(file, written(page, new Map([...columnsIn(page), ...columns]), known));
}

/** Whether the page says of these clients what this run has found. */
export function pageIsTrue(columns: ReadonlyMap<string, Column>, known: readonly Expectation[]): boolean {
  const page = readFileSync(file, 'utf8');
  return page === written(page, new Map([...columnsIn(page), ...columns]), known);
}
