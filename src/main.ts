import { databaseFailure } from './cli/databaseFailure.ts';
import { createProgram } from './cli/program.ts';
import { readSecretFiles } from './cli/secretFiles.ts';

/** Runs the command line; a failure is one line on stderr and exit code 1. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    readSecretFiles(process.env);
    await createProgram().parseAsync([...argv], { from: 'user' });
  } catch (error) {
    process.stderr.write(`cofactor: ${describe(error)}\n`);
    process.exit(1);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = databaseFailure(error) ?? plain(error);
  return process.env.COFACTOR_DEBUG ? (error.stack ?? text) : text;
}

function plain(error: Error): string {
  return error.message || (error instanceof AggregateError ? (error.errors[0] as Error).message : error.name);
}
