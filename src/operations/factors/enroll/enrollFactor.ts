import { factorProviders, factorTypes } from '../../../contract/factors/factors.ts';
import { enrollEveryKind } from '../../../domain/access/roles.ts';
import type { AnyKind } from '../../../domain/factors/kind.ts';
import { fault } from '../../../domain/values/fault.ts';
import { kindOf } from '../../../factors/index.ts';
import { MessageGuard } from '../../messages/messageGuard.ts';
import { requireEnrollable } from '../../org/enrollmentRules.ts';
import { readEnrollment } from '../../org/enrollmentSettings.ts';
import type { Handler } from '../../shared/services.ts';
import { untilWritten } from '../../shared/untilWritten.ts';
import { findFactorUser } from '../../users/findUser.ts';
import { activationOf } from '../activate/deviceActivation.ts';
import { describeFactor } from '../describeFactor.ts';
import { contextOf } from '../factorRequest.ts';
import { admitHelpDesk } from '../helpDesk/admitHelpDesk.ts';
import { tellOwner } from '../helpDesk/tellOwner.ts';
import { enrollBody } from '../requestBody.ts';
import { addFactor } from './addFactor.ts';
import { enrollContext } from './enrollContext.ts';
import { enrollRefused, spendEnrollGuess } from './enrollGuess.ts';

/** Gives a user one more factor: decide from what the user has, write it whole, then send. */
export const enrollFactor: Handler<'enrollFactor'> = async (services, { params, query, body, caller }) => {
  const kind = namedKind(body);
  const request = enrollBody(kind, body);
  if (!kind.contract.forHelpDesk && !enrollEveryKind(caller.principal.roles)) throw notForHelpDesk;
  const base = contextOf(services, caller, query);
  const guard = new MessageGuard(services, caller, base.now);
  const guess = kind.enrollJudges && (await spendEnrollGuess(services, params.userId, caller, base.now));
  let looked: { readonly found: unknown } | undefined;
  const { added, embedded } = await untilWritten('user', async () => {
    const user = await findFactorUser(services, params.userId, caller);
    const enrollment = await readEnrollment(services);
    requireEnrollable(enrollment, kind, 'factorEnrollRequest');
    const { updatePhone = false, activate = false } = query;
    const enrolling = { kind, user, enrollment, base, updatePhone, activate };
    const leave = kind.contract.forHelpDesk
      ? await admitHelpDesk(services, { userId: user.id, action: 'TEMPORARY_CODE', factorIds: [] }, caller, base.now)
      : undefined;
    const { context, siblings } = await enrollContext(services, enrolling);
    if (!kind.looksUpOnce || !looked) {
      looked = { found: await kind.lookup?.(request, services.store.org, services, context) };
    }
    const decision = kind.enroll(request, context, looked.found);
    if (!decision.ok) throw guess ? await enrollRefused(services, user, caller, decision, guess) : decision.fault;
    const added = await addFactor(services, { kind, user, siblings, decision, caller, now: base.now, guard, leave });
    return added && { added, embedded: decision.embedded ?? activationOf(services, added, kind) };
  });
  if (kind.contract.forHelpDesk) await tellOwner(services, added.userId, 'TEMPORARY_CODE', caller);
  return describeFactor(services.links, added, kind, embedded);
};

const notForHelpDesk = fault('forbidden').because(
  'HELP_DESK_ADMIN enrolls temporary codes alone: send factorType cofactor:temporary_code and provider COFACTOR.',
);

/** The kind that a request names; a provider that is left out is Okta's (fact 226). Faults come in Okta's order (facts 57 to 59). */
function namedKind({ factorType, provider }: { readonly factorType?: unknown; readonly provider?: unknown }): AnyKind {
  const named = typeof provider === 'string' ? provider : (provider ?? 'OKTA');
  const kind = typeof factorType === 'string' && typeof named === 'string' && kindOf(factorType, named);
  if (kind) return kind;
  const invalid = fault('validation', { subject: 'factorEnrollRequest' });
  if (!isOneOf(factorTypes, factorType) || provider === undefined || provider === null) {
    throw invalid.because(
      'Invalid Factor',
      `Send factorType (${factorTypes.join(', ')}) and, unless it is OKTA, its provider.`,
    );
  }
  if (!isOneOf(factorProviders, provider)) {
    throw invalid.because('Invalid Provider.', `Providers are ${factorProviders.join(', ')}.`);
  }
  throw invalid.because('Factor not enabled.');
}

const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T =>
  (list as readonly unknown[]).includes(value);
