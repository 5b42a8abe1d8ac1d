import { type OriginScope, originScopes, type TrustedOriginRequest } from '../../contract/org/trustedOrigin.ts';
import { type Fault, fault } from '../values/fault.ts';
import type { TrustedOrigin } from './trustedOrigin.ts';

const MAX_NAME = 255;
const known = new Set<string>(originScopes);

/** Reads a request: its fields, or a fault that names each one that cannot be taken. */
export function trustedOriginFields({
  name,
  origin,
  scopes,
}: TrustedOriginRequest): Pick<TrustedOrigin, 'name' | 'origin' | 'scopes'> | Fault {
  const trimmed = name?.trim() ?? '';
  const types = [...new Set(scopes?.map(({ type }) => type))];
  const strange = types.find((type) => !known.has(type));
  const problems: readonly (readonly [field: string, problem: string | undefined])[] = [
    [
      'name',
      trimmed === '' || trimmed.length > MAX_NAME ? `Give it a name of at most ${MAX_NAME} characters.` : undefined,
    ],
    ['origin', originProblem(origin ?? '')],
    [
      'scopes',
      types.length === 0 || strange !== undefined
        ? `Name ${originScopes.join(', ')}, or both, as [{"type":"CORS"}]${strange === undefined ? '' : `; ${strange} is not supported`}.`
        : undefined,
    ],
  ];
  const found = problems.filter(([, problem]) => problem !== undefined);
  const [first] = found;
  if (first) {
    return fault('validation', { subject: first[0] }).because(
      ...found.map(([field, problem]) => `${field}: ${problem}`),
    );
  }
  return {
    name: trimmed,
    origin: origin as string,
    scopes: originScopes.filter((type) => types.includes(type)) satisfies OriginScope[],
  };
}

/** Only what a browser may send word for word is of use: patterns would trust whoever registers a matching name. */
function originProblem(origin: string): string | undefined {
  if (origin.includes('*')) return 'Wildcards are not taken: name each origin.';
  const url = URL.parse(origin);
  if (!url || !/^https?:$/.test(url.protocol))
    return 'Write a scheme, http or https, and a host: https://app.example.com.';
  return url.origin === origin ? undefined : `Write it as browsers do: ${url.origin}.`;
}
