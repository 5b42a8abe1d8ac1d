import type { Limit } from './budgets.ts';

/** Beginnings of keys, the longer before the shorter; undefined for what is kept as a budget and is none. */
const families = [
  ['activate:ceiling:', 'activation_ceiling'],
  ['activate:', 'activation'],
  ['address:', 'messages_address'],
  ['assertion:', 'replay'],
  ['call:', 'resend'],
  ['country:', 'messages_country'],
  ['daily:', 'messages_daily'],
  ['dpop:', 'replay'],
  ['email:', 'resend'],
  ['guess:challenge:', 'guess_challenge'],
  ['guess:factor:', 'guess_factor'],
  ['guess:long:', 'guess_long'],
  ['guess:own:', 'guess_own'],
  ['guess:password:', 'guess_password'],
  ['guess:passwords:', 'guess_password_strangers'],
  ['guess:pool:strangers:', 'guess_pool_strangers'],
  ['guess:pool:', 'guess_pool_known'],
  ['guess:question:', 'guess_question'],
  ['guess:user:', 'guess_user'],
  ['mail:', 'mails'],
  ['network:link:', 'guess_link'],
  ['network:spray:', 'spray'],
  ['network:', undefined],
  ['number:', 'messages_number'],
  ['opening:', 'replay'],
  ['prefix:', 'messages_prefix'],
  ['push:daily:', 'push_rings'],
  ['push:denied:', 'push_denials'],
  ['push:hourly:', 'push_rings'],
  ['push:not-me:', 'push_alarms'],
  ['push:', 'push_questions'],
  ['range:', 'messages_range'],
  ['sent:', 'messages_budget'],
  ['signin:', 'replay'],
  ['sms:', 'resend'],
  ['spray:', undefined],
  ['statement:', 'replay'],
  ['test:', 'provider_tests'],
  ['user:', 'messages_user'],
  ['visit:', 'replay'],
] as const;

/** Rate limits of requests, which are counted in memory and have no keys of this kind. */
const ofRequests = ['api', 'strangers'] as const;

type Named = Exclude<(typeof families)[number][1], undefined>;

/** Families of budgets, as metrics tell them apart: what is limited, and never who. */
export type BudgetFamily = Named | (typeof ofRequests)[number] | 'other';

export const budgetFamilies: readonly BudgetFamily[] = [
  ...new Set<BudgetFamily>([...families.flatMap(([, name]) => name ?? []), ...ofRequests, 'other']),
].sort();

/** The family of a budget; undefined when it only keeps the log from saying something twice. */
export function budgetFamily({ key }: Pick<Limit, 'key'>): BudgetFamily | undefined {
  const known = families.find(([begin]) => key.startsWith(begin));
  return known ? known[1] : 'other';
}
