import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';

/** The most steps of the engine for one search: it takes one for each character and each part of the pattern. */
const MAX_STEPS = 2_000_000;
/** The longest text that is searched, in characters. */
const MAX_TEXT = 64 * 1024;
/** Parts of a pattern, as the engine counts them: more than any status or answer needs. */
const MAX_SIZE = 512;

const require = createRequire(import.meta.url);
let engine: typeof RE2JS | undefined;

/** The engine, from the first pattern on: few services have one. */
function loaded(): typeof RE2JS {
  engine ??= (require('re2js') as { readonly RE2JS: typeof RE2JS }).RE2JS;
  return engine;
}

/** Why a text is no pattern that is searched with; undefined when it is one. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern === '') return undefined;
  try {
    if (loaded().compile(pattern).programSize() <= MAX_SIZE) return undefined;
    return 'too large';
  } catch {
    return 'not a regular expression of RE2 (no look-around, no back-references)';
  }
}

/**
 * Whether a pattern of an administrator's is found in a text of a remote's, in time that grows with the length of the text
 * and no faster (RE2: no backtracking, so no ReDoS, CWE-1333). The larger the pattern, the less of a long text is searched.
 */
export function found(pattern: string, text: string): boolean {
  const compiled = loaded().compile(pattern);
  const length = Math.min(MAX_TEXT, Math.floor(MAX_STEPS / compiled.programSize()));
  return compiled.matcher(text.slice(0, length)).find();
}
