import type { Static } from 'typebox';
import type { KindSettings } from '../../domain/factors/kind.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { originProblems } from '../shared/fido/originProblems.ts';
import { u2fSettings } from './contract.ts';

type Stored = Static<typeof u2fSettings>;

/** The settings that are in force for one request. */
export interface Rules {
  readonly origins: readonly string[];
  readonly appIds: readonly string[];
}

/** The settings in force: what is stored, and for the rest the site this service is a part of. */
export const rulesOf = ({ allowedOrigins, appIds = [] }: Stored = {}, { fido }: Policy): Rules => ({
  origins: allowedOrigins ?? fido.relyingParty().origins,
  appIds,
});

/** The settings of u2f that an administrator may change. */
export const settings: KindSettings<Stored> = {
  schema: u2fSettings,
  problems: ({ allowedOrigins, appIds = [] }) => [
    ...originProblems(allowedOrigins),
    ...appIds.filter((id) => !isAppId(id)).map((id) => `appIds: ${id.slice(0, 100)}: send an https URL`),
  ],
  shown(stored, policy) {
    const { origins, appIds } = rulesOf(stored, policy);
    return { allowedOrigins: [...origins], appIds: [...appIds] };
  },
};

/** FIDO AppID and Facet Specification, section 3.1.2: a URL, of the web securely. */
const isAppId = (text: string): boolean => /^https:\/\/[^/]/.test(text) && URL.canParse(text);
