/** The parts of Settings > API that are not its first. */
export const apiTabs = ['apps', 'origins'] as const;

/** The part of Settings > API that its address names, and what is looked for in it. */
export interface ApiSearch {
  /** Tokens when absent. */
  readonly tab?: (typeof apiTabs)[number];
  readonly q?: string;
}

/** The search in an address that anybody may have typed. */
export function apiSearchOf({ tab, q }: Readonly<Record<string, unknown>>): ApiSearch {
  const known = apiTabs.find((one) => one === tab);
  return { ...(known && { tab: known }), ...(typeof q === 'string' && q !== '' && { q: q.slice(0, 200) }) };
}
