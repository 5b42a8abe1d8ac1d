import type { Link } from '../../contract/shared/primitives.ts';

/** A HAL link with the methods that its address has. */
export const link = (href: string, ...allow: readonly string[]): Link => ({ href, hints: { allow: [...allow] } });
