import type smpp from 'smpp';

/** The library that speaks SMPP. */
export type Library = typeof smpp;

let loaded: Promise<Library> | undefined;

/** The library for SMPP, from the first message on that goes through a carrier's gateway: few services have one. */
export function library(): Promise<Library> {
  loaded ??= import('smpp').then((module) => module.default);
  return loaded;
}
