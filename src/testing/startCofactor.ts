import type { Cofactor, CofactorOptions } from './cofactor.ts';

/** Begins as soon as somebody imports this, so that it is done when a test wants it. */
const loading = load();
loading.catch(() => {});

/** Node.js 24 has no Temporal of its own yet, and what is loaded next uses it at once. */
async function load() {
  if (typeof Temporal === 'undefined') await import('temporal-polyfill/global');
  return import('./launch.ts');
}

/**
 * Starts a whole Cofactor inside the process that asks for it: in memory, on a free port of 127.0.0.1, apart from any
 * other that was started. Messages land in `inbox`, `clock` moves at will, `faults` makes things go wrong.
 */
export async function startCofactor(options: CofactorOptions = {}): Promise<Cofactor> {
  const { launch } = await loading;
  return launch(options);
}
