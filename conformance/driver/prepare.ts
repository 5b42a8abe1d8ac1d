import type { Sdk, Toolchain } from './toolchain.ts';

const ready = new Set<string>();

/** Installs the SDK of a client and builds its program, once a run. */
export function prepare({ toolchain, ...sdk }: Sdk & { readonly toolchain: Toolchain }): void {
  if (!ready.has(sdk.client)) toolchain.prepare(sdk);
  ready.add(sdk.client);
}
