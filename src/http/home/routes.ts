import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { addFiles, pageHeaders } from './staticFiles.ts';

/** A page of this service that a person may be looking for. */
export interface Place {
  readonly name: string;
  /** Relative to the service's own address, so that it is right behind a proxy that adds a prefix. */
  readonly path: string;
  readonly about: string;
}

/** The pages that every service has. */
export const commonPlaces: readonly Place[] = [
  { name: 'API reference', path: 'docs', about: 'Every call, with what it takes and answers' },
  { name: 'Admin console', path: 'admin', about: 'People and their factors, for the help desk and administrators' },
  { name: 'Authenticator', path: 'authenticator/', about: 'The app with which people approve sign-ins' },
];

const file = (name: string): URL => new URL(`./${name}`, import.meta.url);

/** `GET /`: tells a person who opens the address in a browser what this is, and where its pages are. */
export function addHome(app: FastifyInstance, more: readonly Place[]): void {
  const places = [...more, ...commonPlaces];
  const page = readFileSync(file('page.html'), 'utf8').replace('<!-- places -->', places.map(item).join('\n'));
  app.get('/', async (_request, reply) => reply.headers(pageHeaders).send(page));
  addFiles(app, [
    { path: '/common.css', from: file('common.css'), type: 'text/css' },
    { path: '/page.css', from: file('page.css'), type: 'text/css' },
    { path: '/favicon.svg', from: file('favicon.svg'), type: 'image/svg+xml' },
    // Browsers ask for it on pages that name none, such as a reply in JSON.
    { path: '/favicon.ico', from: file('favicon.svg'), type: 'image/svg+xml' },
  ]);
}

const item = ({ name, path, about }: Place): string =>
  `<li><a href="${path}"><strong>${name}</strong> <span>${about}</span></a></li>`;
