/** The rules of an organization for its help desk. */
export interface HelpDeskPolicy {
  /** Whether the help desk needs an approval at all. */
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** When a reason must be given: with what needs an approval, with every act, or never. */
  readonly reason: 'WITH_APPROVAL' | 'ALWAYS' | 'NEVER';
  /** For how long a request can be approved and used. */
  readonly requestMinutes: number;
  /** For how long after an act the user alone cannot approve another request; 0 for no time. */
  readonly coolingOffHours: number;
  /** Whether users are told by mail what the help desk did. */
  readonly notices: 'ACTIVE' | 'INACTIVE';
  readonly lastUpdated?: string;
}

/** The rules of an organization that has not changed them: what nobody decided is denied. */
const DEFAULTS: HelpDeskPolicy = {
  status: 'ACTIVE',
  reason: 'WITH_APPROVAL',
  requestMinutes: 15,
  coolingOffHours: 24,
  notices: 'ACTIVE',
};

/** The rules in force. */
export const helpDeskPolicyOf = (settings: { readonly helpDesk?: HelpDeskPolicy } | undefined): HelpDeskPolicy =>
  settings?.helpDesk ?? DEFAULTS;

/** New rules: what is left out is as a new organization has it. */
export const newHelpDeskPolicy = (given: Partial<Omit<HelpDeskPolicy, 'lastUpdated'>>, at: string): HelpDeskPolicy => ({
  status: given.status ?? DEFAULTS.status,
  reason: given.reason ?? DEFAULTS.reason,
  requestMinutes: given.requestMinutes ?? DEFAULTS.requestMinutes,
  coolingOffHours: given.coolingOffHours ?? DEFAULTS.coolingOffHours,
  notices: given.notices ?? DEFAULTS.notices,
  lastUpdated: at,
});
