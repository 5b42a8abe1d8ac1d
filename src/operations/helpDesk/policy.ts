import type { Operations } from '../../contract/index.ts';
import type { Reply } from '../../contract/shared/operation.ts';
import { type HelpDeskPolicy, helpDeskPolicyOf, newHelpDeskPolicy } from '../../domain/org/helpDeskPolicy.ts';
import { changeEnrollment } from '../org/enrollmentSettings.ts';
import type { Handler } from '../shared/services.ts';
import { timestamp } from '../shared/timestamp.ts';

/** The rules for the help desk. */
export const getHelpDeskPolicy: Handler<'getHelpDeskPolicy'> = async ({ store }) =>
  describe(helpDeskPolicyOf(await store.enrollment.read()));

/** Other rules for the help desk; they take effect with the next request. */
export const replaceHelpDeskPolicy: Handler<'replaceHelpDeskPolicy'> = async (services, { body, caller }) => {
  const settings = await changeEnrollment(services, caller, (before, at) => {
    const helpDesk = newHelpDeskPolicy(body, at);
    const { lastUpdated, ...rules } = helpDesk;
    const said = Object.entries(rules).map(([name, value]) => [name, String(value)]);
    return {
      settings: { ...before, helpDesk },
      event: 'policy.lifecycle.update',
      detail: { policy: 'help-desk', ...Object.fromEntries(said) },
    };
  });
  return describe(helpDeskPolicyOf(settings));
};

const describe = ({ lastUpdated, ...rules }: HelpDeskPolicy): Reply<Operations['getHelpDeskPolicy']> => ({
  ...rules,
  ...(lastUpdated !== undefined && { lastUpdated: timestamp(Temporal.Instant.from(lastUpdated)) }),
});
