import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { apiSearchOf } from '../apiAccess/apiSearch.ts';
import { hookSearchOf } from '../eventHooks/hookSearch.ts';
import { searchOf } from '../people/search.ts';
import { logSearchOf } from '../systemLog/logSearch.ts';
import { NotFound } from './NotFound.tsx';
import { Shell } from './Shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/users', replace: true });
  },
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/users',
  validateSearch: searchOf,
  component: lazyRouteComponent(() => import('../people/PeoplePage.tsx'), 'PeoplePage'),
});

const person = createRoute({
  getParentRoute: () => root,
  path: '/user/profile/view/$userId',
  component: lazyRouteComponent(() => import('../person/PersonPage.tsx'), 'PersonPage'),
});

const systemLog = createRoute({
  getParentRoute: () => root,
  path: '/reports/system-log',
  validateSearch: logSearchOf,
  component: lazyRouteComponent(() => import('../systemLog/SystemLogPage.tsx'), 'SystemLogPage'),
});

const api = createRoute({
  getParentRoute: () => root,
  path: '/security/api',
  validateSearch: apiSearchOf,
  component: lazyRouteComponent(() => import('../apiAccess/ApiPage.tsx'), 'ApiPage'),
});

const administrators = createRoute({
  getParentRoute: () => root,
  path: '/security/administrators',
  component: lazyRouteComponent(() => import('../administrators/AdministratorsPage.tsx'), 'AdministratorsPage'),
});

const eventHooks = createRoute({
  getParentRoute: () => root,
  path: '/workflow/eventhooks',
  validateSearch: hookSearchOf,
  component: lazyRouteComponent(() => import('../eventHooks/EventHooksPage.tsx'), 'EventHooksPage'),
});

/** The pages by their addresses, as Okta has them. What the address says after the ? is text and nothing else. */
export const router = createRouter({
  routeTree: root.addChildren([home, people, person, systemLog, api, administrators, eventHooks]),
  basepath: new URL(document.baseURI).pathname,
  defaultPreload: 'intent',
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => typeof value === 'string' && value !== '');
    return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
