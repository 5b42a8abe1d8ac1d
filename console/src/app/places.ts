import type { Action } from '../access/permissions.ts';
import type { TextKey } from '../texts/keys.ts';
import type { IconName } from '../ui/icons.tsx';

/** A page that the navigation leads to. */
export interface Place {
  readonly to: '/users' | '/reports/system-log' | '/security/api' | '/security/administrators' | '/workflow/eventhooks';
  readonly name: TextKey;
  readonly icon: IconName;
  /** The operation that the page needs: who may not call it is not led there. */
  readonly action: Action;
}

/** Pages under one heading of the navigation. */
export interface Room {
  readonly heading: TextKey;
  readonly places: readonly Place[];
}

/** The map of the console, by Okta's words. Only what is there is on it. */
export const rooms: readonly Room[] = [
  {
    heading: 'app.directory',
    places: [{ to: '/users', name: 'app.people', icon: 'people', action: 'listUsers' }],
  },
  {
    heading: 'app.reports',
    places: [{ to: '/reports/system-log', name: 'log.title', icon: 'log', action: 'listLogEvents' }],
  },
  {
    heading: 'app.workflow',
    places: [{ to: '/workflow/eventhooks', name: 'hooks.title', icon: 'hook', action: 'listEventHooks' }],
  },
  {
    heading: 'app.settings',
    places: [
      { to: '/security/api', name: 'api.title', icon: 'key', action: 'listApiTokens' },
      {
        to: '/security/administrators',
        name: 'admins.title',
        icon: 'shield',
        action: 'listUsersWithRoleAssignments',
      },
    ],
  },
];
