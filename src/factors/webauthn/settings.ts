import type { Static } from 'typebox';
import type { KindSettings } from '../../domain/factors/kind.ts';
import { fits, isRpId } from '../../domain/fido/origins.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { originProblems } from '../shared/fido/originProblems.ts';
import { AAGUID, webauthnSettings } from './contract.ts';

type Stored = Static<typeof webauthnSettings>;

/** The settings that are in force for one request. */
export interface Rules {
  readonly userVerification: 'DISCOURAGED' | 'PREFERRED' | 'REQUIRED';
  readonly userVerificationForVerify: 'DISCOURAGED' | 'PREFERRED' | 'REQUIRED';
  readonly attachment: 'ANY' | 'BUILT_IN' | 'ROAMING';
  readonly residentKeyRequirement: 'DISCOURAGED' | 'PREFERRED' | 'REQUIRED';
  readonly rpId: string;
  readonly origins: readonly string[];
  /** Undefined: all. */
  readonly allowed?: ReadonlySet<string>;
  readonly blocked: ReadonlySet<string>;
  readonly syncable: boolean;
  readonly vouched: boolean;
  readonly hardware: boolean;
  readonly fips: boolean;
}

/** The settings in force: what is stored, and for the rest facts 29 and 102 and the site this service is a part of. */
export function rulesOf(stored: Stored = {}, { fido }: Policy): Rules {
  const party = fido.relyingParty();
  const { userVerification = 'PREFERRED', rpId, allowedAaguids = [] } = stored;
  return {
    userVerification,
    // What had to verify its user once has to every time, as in Okta.
    userVerificationForVerify:
      userVerification === 'REQUIRED' ? 'REQUIRED' : (stored.userVerificationForVerify ?? 'PREFERRED'),
    attachment: stored.attachment ?? 'ANY',
    residentKeyRequirement: stored.residentKeyRequirement ?? 'DISCOURAGED',
    rpId: (rpId?.enabled && rpId.domain?.name) || party.id,
    origins: stored.allowedOrigins ?? party.origins,
    ...(allowedAaguids.length > 0 && { allowed: aaguidsOf(stored, allowedAaguids) }),
    blocked: aaguidsOf(stored, stored.blockedAaguids ?? []),
    syncable: stored.allowSyncablePasskeys ?? true,
    vouched: stored.certBasedAttestationValidation ?? false,
    hardware: stored.hardwareProtected ?? false,
    fips: stored.fipsCompliant ?? false,
  };
}

function aaguidsOf({ aaguidGroups = [] }: Stored, listed: readonly string[]): ReadonlySet<string> {
  return new Set(listed.flatMap((one) => aaguidGroups.find(({ name }) => name === one)?.aaguids ?? [one]));
}

const isAaguid = (text: string): boolean => new RegExp(AAGUID).test(text);

function* problems(stored: Stored, policy: Policy): Generator<string> {
  const { rpId, aaguidGroups = [], allowedOrigins } = stored;
  const rules = rulesOf(stored, policy);
  yield* originProblems(allowedOrigins);
  if (rpId?.enabled && rpId.domain === undefined) yield 'rpId.domain: Send its name, or enabled false';
  if (rpId?.domain && !isRpId(rpId.domain.name)) {
    yield 'rpId.domain.name: A domain in lower case';
  } else if (!rules.origins.some((origin) => fits(rules.rpId, origin))) {
    // Browsers would refuse it on each of these pages: better now than when the first user tries.
    yield `rpId: ${rules.rpId} is neither the host of an allowed origin (${rules.origins.join(', ')}) nor what one ends with`;
  }
  for (const field of ['allowedAaguids', 'blockedAaguids'] as const) {
    for (const one of stored[field] ?? []) {
      if (isAaguid(one) || aaguidGroups.some(({ name }) => name === one)) continue;
      yield `${field}: ${one.slice(0, 100)}: Neither an AAGUID in lower case nor the name of one of aaguidGroups`;
    }
  }
  for (const field of ['hardwareProtected', 'fipsCompliant', 'certBasedAttestationValidation'] as const) {
    if (stored[field] && !policy.fido.metadata) {
      yield `${field}: Needs to know models of keys; start the service with --fido-mds FILE first`;
    }
  }
}

/** The settings of webauthn that an administrator may change. */
export const settings: KindSettings<Stored> = {
  schema: webauthnSettings,
  problems: (stored, policy) => [...problems(stored, policy)],
  shown(stored, policy) {
    const { rpId, origins, userVerification, userVerificationForVerify, attachment, residentKeyRequirement } = rulesOf(
      stored,
      policy,
    );
    return {
      ...stored,
      userVerification,
      userVerificationForVerify,
      attachment,
      residentKeyRequirement,
      rpId: {
        enabled: stored.rpId?.enabled ?? false,
        domain: { name: stored.rpId?.domain?.name ?? rpId, validationStatus: 'VERIFIED' },
      },
      allowedOrigins: [...origins],
    };
  },
};
