import type { OperationId } from '../../contract/index.ts';
import { type SdkQuirk, sdkQuirks } from './sdkQuirks.ts';

/** A body as its reader can read it. */
interface Reshaped {
  readonly body: unknown;
  /** The quirks that have changed something in it. */
  readonly quirks: readonly string[];
}

/** Gives the SDK that asks, going by its `User-Agent`, nothing that its version cannot read; all others get all. */
export function createReshape(
  id: OperationId,
  quirks: readonly SdkQuirk[] = sdkQuirks,
): (userAgent: string | undefined, body: unknown) => Reshaped {
  const own = quirks.filter(({ operations }) => operations.includes(id));
  return (userAgent = '', body) => {
    let reshaped: Reshaped = { body, quirks: [] };
    for (const quirk of own) {
      if (!quirk.agents.some((agent) => agent.test(userAgent))) continue;
      const given = changed(reshaped.body, quirk.member, quirk.instead);
      if (given !== reshaped.body) reshaped = { body: given, quirks: [...reshaped.quirks, quirk.name] };
    }
    return reshaped;
  };
}

/** Changes a value, or of a list each item; returns it untouched when there is nothing to change. */
function changed(value: unknown, member: readonly string[], instead: SdkQuirk['instead']): unknown {
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => (isDropped(item, member, instead) ? [] : [changed(item, member, instead)]));
    return items.length < value.length || items.some((item, at) => item !== value[at]) ? items : value;
  }
  const [name = '', ...rest] = member;
  if (typeof value !== 'object' || value === null) return value;
  const isMissing = !Object.hasOwn(value, name);
  if (typeof instead === 'object' && 'missing' in instead)
    return isMissing ? { ...value, [name]: instead.missing } : value;
  if (isMissing) return value;
  const { [name]: inner, ...others } = value as Record<string, unknown>;
  if (rest.length > 0) {
    const within = changed(inner, rest, instead);
    return within === inner ? value : { ...value, [name]: within };
  }
  if (instead === 'nothing') return others;
  if (instead === 'the first') return Array.isArray(inner) ? { ...value, [name]: inner[0] } : value;
  if (inner !== instead.of) return value;
  return 'say' in instead ? { ...value, [name]: instead.say } : others;
}

/** Whether an item of a list is to be gone altogether. */
function isDropped(item: unknown, [name = '', ...rest]: readonly string[], instead: SdkQuirk['instead']): boolean {
  if (typeof instead !== 'object' || !('drop' in instead) || instead.drop !== 'item' || rest.length > 0) return false;
  return (item as Record<string, unknown> | null)?.[name] === instead.of;
}
