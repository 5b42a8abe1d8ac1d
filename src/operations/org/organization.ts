import type { Handler } from '../shared/services.ts';

/** The organization's id, and that it speaks Identity Engine's dialect; for callers without a token (fact 233). */
export const getWellknownOrgMetadata: Handler<'getWellknownOrgMetadata'> = async ({ organization, links }) => ({
  id: (await organization()).id,
  pipeline: 'idx',
  settings: { analyticsCollectionEnabled: false, bugReportingEnabled: false, omEnabled: false },
  _links: { organization: { href: links.absolute('') } },
});
