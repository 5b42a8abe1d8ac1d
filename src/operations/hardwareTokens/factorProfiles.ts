import type { Operations } from '../../contract/index.ts';
import type { EventType } from '../../contract/log/events.ts';
import type { Caller, Reply } from '../../contract/shared/operation.ts';
import {
  type FactorProfile,
  nameTaken,
  profileFields,
  profileInUse,
  sameSettings,
} from '../../domain/hardwareTokens/factorProfile.ts';
import { type Fault, fault, orThrow } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import type { Links } from '../shared/links.ts';
import { logEntry } from '../shared/logEntry.ts';
import type { Handler, Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';

/** All of them, oldest first; there are as many as vendors of tokens, so there are no pages. */
export const listFactorProfiles: Handler<'listFactorProfiles'> = async ({ store, links }) =>
  (await store.factorProfiles.list()).map((profile) => describe(links, profile));

/** A new kind of token. */
export const createFactorProfile: Handler<'createFactorProfile'> = async (services, { body, caller }) => {
  const fields = orThrow(profileFields(body));
  const now = services.now();
  const profile: FactorProfile = { id: services.newId('fpr'), ...fields, created: now, lastUpdated: now };
  const event = logged('cofactor.factor_profile.create', profile, caller, now);
  const applied = await services.store.apply([{ do: 'insertFactorProfile', profile }, event]);
  if (applied !== 'done') throw nameTaken(profile.name);
  return describe(services.links, profile);
};

export const getFactorProfile: Handler<'getFactorProfile'> = async (services, { params }) =>
  describe(services.links, await find(services, params.profileId));

/** A new name: the settings stay, for tokens were enrolled for them. Factors keep the vendor name they were given. */
export const replaceFactorProfile: Handler<'replaceFactorProfile'> = async (services, { params, body, caller }) => {
  const known = await find(services, params.profileId);
  const fields = orThrow(profileFields({ ...body, settings: body.settings ?? known.settings }));
  if (!sameSettings(fields.settings, known.settings)) {
    throw fault('validation', { subject: 'factorProfile' }).because(
      'settings: They cannot be changed, because factors are judged by them; create another profile instead.',
    );
  }
  const now = services.now();
  const profile: FactorProfile = { ...known, ...fields, lastUpdated: now };
  const event = logged('cofactor.factor_profile.update', profile, caller, now);
  const applied = await services.store.apply([{ do: 'renameFactorProfile', profile }, event]);
  if (applied === 'taken') throw nameTaken(profile.name);
  if (applied === 'stale') throw missing(params.profileId);
  return describe(services.links, profile);
};

/** Only while no factor uses it. */
export const deleteFactorProfile: Handler<'deleteFactorProfile'> = async (services, { params, caller }) => {
  const profile = await find(services, params.profileId);
  const event = logged('cofactor.factor_profile.delete', profile, caller, services.now());
  const applied = await services.store.apply([{ do: 'removeFactorProfile', id: profile.id }, event]);
  if (applied === 'done') return {};
  // Stale: another request has removed it, or enrolled with it in the same moment.
  await find(services, params.profileId);
  throw profileInUse(profile.id);
};

async function find({ store }: Services, id: string): Promise<FactorProfile> {
  const profile = await store.factorProfiles.byId(id);
  if (!profile) throw missing(id);
  return profile;
}

const PROFILES = '/api/v1/org/factors/hotp/profiles';

const missing = (id: string): Fault =>
  fault('notFound', { id, type: 'FactorProfile' }).because(`GET ${PROFILES} lists those there are.`);

const logged = (event: EventType, { id, name }: FactorProfile, caller: Caller, now: Temporal.Instant): Write =>
  logEntry({ caller, now }, { event, detail: { id, name } });

function describe(links: Links, profile: FactorProfile): Reply<Operations['getFactorProfile']> {
  const { id, name, vendorName, settings } = profile;
  const href = links.absolute(`${PROFILES}/${id}`);
  return {
    id,
    name,
    vendorName,
    settings,
    created: timestamp(profile.created),
    lastUpdated: timestamp(profile.lastUpdated),
    _links: { self: { href, hints: { allow: ['GET', 'PUT', 'DELETE'] } } },
  };
}
