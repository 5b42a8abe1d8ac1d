import type { Operations } from '../../contract/index.ts';
import type { Caller, Reply } from '../../contract/shared/operation.ts';
import type { AnyKind } from '../../domain/factors/kind.ts';
import { type EnrollmentSettings, isOn, type Switch } from '../../domain/org/enrollmentSettings.ts';
import { switchFactor, type Target } from '../../domain/org/switches.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { switched } from './authenticators.ts';
import { authenticators, changeEnrollment, readEnrollment } from './enrollmentSettings.ts';

type Resource = Reply<Operations['getOrgFactor']>;

interface OrgFactor {
  readonly id: string;
  readonly kind: AnyKind;
  readonly target: Omit<Target, 'id'>;
}

/** Each kind of factor that the older API has a name for. */
const orgFactors: readonly OrgFactor[] = authenticators.flatMap((authenticator) =>
  authenticator.methods.flatMap(({ factor, type, kinds: [kind] }) =>
    factor !== undefined && kind ? [{ id: factor, kind, target: { authenticator, method: type } }] : [],
  ),
);

/** The password, which everybody has: the older API names it as `/api/v1/authenticators` does. */
const fixedFactors = authenticators.flatMap(({ key, always, type }) => (always ? [{ id: key, type }] : []));

export const listOrgFactors: Handler<'listOrgFactors'> = async (services) => {
  const settings = await readEnrollment(services);
  const fixed = fixedFactors.map((factor) => describeFixed(services, factor));
  const there = orgFactors.filter(({ target }) => isThere(settings, target));
  return [...there.map((factor) => describe(services, settings, factor)), ...fixed];
};

export const getOrgFactor: Handler<'getOrgFactor'> = async (services, { params }) => {
  const fixed = fixedFactors.find(({ id }) => id === params.factorId);
  if (fixed) return describeFixed(services, fixed);
  const settings = await readEnrollment(services);
  return describe(services, settings, find(settings, params.factorId));
};

export const activateOrgFactor: Handler<'activateOrgFactor'> = (services, { params, caller }) =>
  lifecycle(services, caller, params.factorId, 'ACTIVE');

export const deactivateOrgFactor: Handler<'deactivateOrgFactor'> = (services, { params, caller }) =>
  lifecycle(services, caller, params.factorId, 'INACTIVE');

async function lifecycle(services: Services, caller: Caller, id: string, to: Switch): Promise<Resource> {
  if (fixedFactors.some((fixed) => fixed.id === id)) {
    throw fault('validation', { subject: 'factor' }).because(`${id} is always ACTIVE; leave it as it is.`);
  }
  const detail = { factor: id };
  const settings = await changeEnrollment(services, caller, (before, at) =>
    switched(before, switchFactor(before, targetIn(before, find(before, id)), to, at), to, detail),
  );
  return describe(services, settings, find(settings, id));
}

function targetIn({ authenticators: all }: EnrollmentSettings, { target }: OrgFactor): Target {
  const { id = '' } = all.find(({ key }) => key === target.authenticator.key) ?? {};
  return { ...target, id };
}

/** Whether the organization has it: factors of an outside service come with an authenticator that somebody creates. */
const isThere = ({ authenticators: all }: EnrollmentSettings, { authenticator }: OrgFactor['target']): boolean =>
  all.some(({ key }) => key === authenticator.key);

function find(settings: EnrollmentSettings, id: string): OrgFactor {
  const factor = orgFactors.find((each) => each.id === id);
  if (factor && isThere(settings, factor.target)) return factor;
  throw fault('notFound', { id, type: 'Factor' }).because('GET /api/v1/org/factors lists those there are.');
}

function describe({ links }: Services, settings: EnrollmentSettings, { id, kind }: OrgFactor): Resource {
  const { factorType, provider, vendorName } = kind.contract;
  const on = isOn(settings, kind);
  return {
    id,
    factorType,
    provider,
    vendorName,
    status: on ? 'ACTIVE' : 'INACTIVE',
    _links: links.org.orgFactor(id, on ? 'deactivate' : 'activate'),
  };
}

function describeFixed({ links }: Services, { id, type }: (typeof fixedFactors)[number]): Resource {
  const status = 'ACTIVE' as const;
  return { id, factorType: type, provider: 'OKTA', vendorName: 'OKTA', status, _links: links.org.orgFactor(id) };
}
