import type { OperationId } from '../../contract/index.ts';
import { type SdkQuirk, sdkQuirks } from './sdkQuirks.ts';

/** A body as its reader can read it. */
interface Reshaped {
  readonly body: unknown;
  /** The quirks that have changed something in it. */
  readonly quirks: readonly string[];
}

/** Gives the SDK that asks, going by its `User-Agent`, nothing that its version cannot read; all others get all. */
export function createReshape(id: OperationId): (userAgent: string | undefined, body: unknown) => Reshaped {
  const own = sdkQuirks.filter(({ operations }) => operations.includes(id));
  return (userAgent = '', body) => {
    let reshaped: Reshaped = { body, quirks: [] };
    for (const quirk of own) {
      if (!quirk.agents.some((agent) => agent.test(userAgent))) continue;
      const changed = everywhere(reshaped.body, quirk);
      if (changed !== reshaped.body) reshaped = { body: changed, quirks: [...reshaped.quirks, quirk.name] };
    }
    return reshaped;
  };
}

/** Changes a value, or returns it untouched when there is nothing to change. */
function everywhere(body: unknown, { member, instead }: SdkQuirk): unknown {
  if (!Array.isArray(body)) return without(body, member, instead);
  const items = body.map((item) => without(item, member, instead));
  return items.some((item, at) => item !== body[at]) ? items : body;
}

function without(value: unknown, [name = '', ...rest]: readonly string[], instead: SdkQuirk['instead']): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return value;
  const { [name]: inner, ...others } = value as Record<string, unknown>;
  if (rest.length > 0) {
    const changed = without(inner, rest, instead);
    return changed === inner ? value : { ...value, [name]: changed };
  }
  if (instead === 'nothing') return others;
  if (typeof instead === 'object') return inner === instead.of ? { ...value, [name]: instead.say } : value;
  return Array.isArray(inner) ? { ...value, [name]: inner[0] } : value;
}
