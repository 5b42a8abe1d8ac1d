/** Each name with the names it needs. */
export type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Every circle among these: names that need one another, by whatever detour. They are the strongly connected components
 * of more than one name (Tarjan's algorithm), each told as one way around.
 */
export function circlesIn(needs: Needs): readonly string[] {
  const found: string[] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (name: string): void => {
    order.set(name, order.size);
    lowest.set(name, order.get(name)!);
    open.push(name);
    for (const next of needs.get(name) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(name, Math.min(lowest.get(name)!, lowest.get(next)!));
    }
    if (lowest.get(name) !== order.get(name)) return;
    const component = open.splice(open.indexOf(name));
    if (component.length > 1) found.push(wayAround(name, new Set(component), needs));
  };
  for (const name of needs.keys()) if (!order.has(name)) visit(name);
  return found;
}

/** The shortest way from a name back to itself among these. */
function wayAround(start: string, among: ReadonlySet<string>, needs: Needs): string {
  const trails: string[][] = [[start]];
  const seen = new Set<string>();
  for (const trail of trails) {
    for (const next of needs.get(trail.at(-1)!) ?? []) {
      if (next === start) return [...trail, start].join(' needs ');
      if (!among.has(next) || seen.has(next)) continue;
      seen.add(next);
      trails.push([...trail, next]);
    }
  }
  return [...among].join(', ');
}
