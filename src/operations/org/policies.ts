import { EVERYONE, type PolicyRequest, type PolicyResource } from '../../contract/org/policy.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import { accessPolicyId } from '../../domain/org/accessPolicy.ts';
import type { EnrollmentPolicy, EnrollmentSettings } from '../../domain/org/enrollmentSettings.ts';
import { newEntries, shownSettings } from '../../domain/org/policyEntries.ts';
import { requiredButOff } from '../../domain/org/switches.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Handler, Services } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';
import { ACCESS_POLICY, describeAccessPolicy } from './accessPolicy.ts';
import { authenticators, changeEnrollment, type EnrollmentStep, readEnrollment } from './enrollmentSettings.ts';

const TYPE = 'MFA_ENROLL';

/** The fixed members of the one policy. */
const DEFAULT = {
  type: TYPE,
  name: 'Default Policy',
  status: 'ACTIVE',
  description: 'The default policy applies in all situations if no other policy applies.',
  priority: 1,
  system: true,
} as const;

/** The enrollment policy, or the sign-on policy of apps. Policies of other types do not exist here, and are not pretended to. */
export const listPolicies: Handler<'listPolicies'> = async (services, { query }) => {
  if (query.type !== TYPE && query.type !== ACCESS_POLICY) {
    throw fault('validation', { subject: 'type' }).because(
      query.type === undefined ? 'type: The field cannot be left blank' : 'type: The field has an invalid value',
      `Policies of this service are of type ${TYPE} and ${ACCESS_POLICY}: GET /api/v1/policies?type=${TYPE}.`,
    );
  }
  if (query.status !== undefined && query.status !== DEFAULT.status) return [];
  const organization = await services.organization();
  if (query.type === ACCESS_POLICY) return [describeAccessPolicy(services.links, organization)];
  return [describe(services, await readEnrollment(services), organization.everyoneId, query.extensions)];
};

export const getPolicy: Handler<'getPolicy'> = async (services, { params, query }) => {
  const organization = await services.organization();
  if (params.policyId === accessPolicyId(organization)) return describeAccessPolicy(services.links, organization);
  const settings = await readEnrollment(services);
  requirePolicy(settings, params.policyId);
  return describe(services, settings, organization.everyoneId, query.extensions);
};

/** The rules of a policy: neither has any. */
export const listPolicyRules: Handler<'listPolicyRules'> = async (services, { params }) => {
  if (params.policyId !== accessPolicyId(await services.organization())) {
    requirePolicy(await readEnrollment(services), params.policyId);
  }
  return [];
};

/** Sets what users must, may and must not enroll; it takes effect with the next request. */
export const replacePolicy: Handler<'replacePolicy'> = async (services, { params, query, body, caller }) => {
  const organization = await services.organization();
  if (params.policyId === accessPolicyId(organization)) {
    throw fault('validation', { subject: 'policy' }).because(
      `The sign-on policy of apps is built in and cannot be changed; GET /api/v1/policies?type=${TYPE} shows the one that can.`,
    );
  }
  const { everyoneId } = organization;
  const settings = await replace(services, caller, { id: params.policyId, everyoneId, body });
  return describe(services, settings, everyoneId, query.extensions);
};

interface Replacement {
  readonly id: string;
  readonly everyoneId: string;
  readonly body: PolicyRequest;
}

function replace(
  services: Services,
  caller: Caller,
  { id, everyoneId, body }: Replacement,
): Promise<EnrollmentSettings> {
  return changeEnrollment(services, caller, (before, at): EnrollmentStep => {
    requirePolicy(before, id);
    refuseOther(body, everyoneId);
    // A request that does not speak of the settings, such as one that only says for whom the policy is, keeps them.
    const policy = { ...before.policy, ...(body.settings && newEntries(before, authenticators, body.settings)) };
    const settings = { ...before, policy: { ...policy, lastUpdated: at } };
    const [off] = requiredButOff(settings, authenticators);
    if (off) {
      const own = before.authenticators.find(({ key }) => key === off.key);
      throw fault('validation', { subject: 'settings' }).because(
        `${off.key}: What is REQUIRED must be switched on first, with POST /api/v1/authenticators/${own?.id}/lifecycle/activate.`,
      );
    }
    const detail = { policy: id, ...differences(before.policy, policy) };
    return {
      settings: JSON.stringify(policy) === JSON.stringify(before.policy) ? before : settings,
      event: 'policy.lifecycle.update',
      detail,
    };
  });
}

/** For the log: what each entry that is new or changed now says. */
function differences(before: EnrollmentPolicy, { entries = [] }: EnrollmentPolicy): Readonly<Record<string, string>> {
  const was = new Map(before.entries?.map(({ name, self }) => [name, self]));
  return Object.fromEntries(
    entries.filter(({ name, self }) => was.get(name) !== self).map(({ name, self }) => [name, self]),
  );
}

function requirePolicy({ policy }: EnrollmentSettings, id: string): void {
  if (policy.id === id) return;
  throw fault('notFound', { id, type: 'Policy' }).because(
    `GET /api/v1/policies?type=${TYPE} shows the policy there is.`,
  );
}

function refuseOther(body: PolicyRequest, everyoneId: string): void {
  for (const name of ['type', 'name', 'status', 'description', 'priority', 'system'] as const) {
    const given = body[name];
    if (given === undefined || given === null || given === '' || given === DEFAULT[name]) continue;
    throw fault('validation', { subject: name }).because(
      `${name}: It is ${JSON.stringify(DEFAULT[name])} and cannot be changed: this is the default policy.`,
    );
  }
  const { groups, users } = body.conditions?.people ?? {};
  const named = [...(groups?.exclude ?? []), ...(users?.include ?? []), ...(users?.exclude ?? [])];
  if (named.length === 0 && (groups?.include ?? []).every((group) => group === EVERYONE || group === everyoneId))
    return;
  throw fault('validation', { subject: 'conditions' }).because(
    `conditions: The policy is for everybody; leave them out, or send people.groups.include ["${everyoneId}"] or ["${EVERYONE}"].`,
  );
}

function describe(
  { links }: Services,
  settings: EnrollmentSettings,
  everyoneId: string,
  extensions = false,
): PolicyResource {
  const { id, created, lastUpdated } = settings.policy;
  return {
    id,
    ...DEFAULT,
    conditions: { people: { groups: { include: [everyoneId] } } },
    created: timestamp(Temporal.Instant.from(created)),
    lastUpdated: timestamp(Temporal.Instant.from(lastUpdated)),
    settings: shownSettings(settings, authenticators, extensions),
    _links: links.org.policy(id),
  };
}
