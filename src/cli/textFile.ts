import { readFileSync } from 'node:fs';
import { ConfigError } from '../config.ts';

/**
 * The text of a file that a flag or variable names, without the mark that editors of Windows put before it. The failure has
 * the name of the file and never anything of what is in it; `of` is what names the file.
 */
export function textFile(file: string, of?: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    const where = of === undefined ? '' : `${of}: `;
    throw new ConfigError(`${where}${file} cannot be read (${(cause as { code?: string }).code})`, { cause });
  }
}
