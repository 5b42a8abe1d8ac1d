import { administrators } from './administrators.ts';
import { browserRequests } from './browsers.ts';
import { eventHooks } from './eventHooks.ts';
import { hooks } from './hooks.ts';
import { organization } from './organization.ts';
import { outside } from './outside.ts';
import { passwords } from './passwords.ts';
import { providers } from './providers.ts';
import { push } from './push.ts';
import { question } from './question.ts';
import { sentFactors } from './sentCodes.ts';
import { serviceApps } from './serviceApps.ts';
import { allTemplates } from './templates.ts';
import { tokens } from './tokens.ts';
import { lastOfUsers, users } from './users.ts';
import type { Wanted } from './wanted.ts';

/** Every request of the collection, in the order in which they work. */
export const requests: readonly Wanted[] = [
  ...users,
  ...passwords,
  ...sentFactors,
  ...question,
  ...push,
  ...tokens,
  ...allTemplates,
  ...organization,
  ...outside,
  ...hooks,
  ...eventHooks,
  ...providers,
  ...administrators,
  ...serviceApps,
  ...browserRequests,
  ...lastOfUsers,
];
