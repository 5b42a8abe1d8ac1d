import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../contract/shared/operation.ts';
import { isFirstBrowser, openFirst } from '../../operations/factors/outside/firstBrowser.ts';
import { openPage, type PageRef } from '../../operations/factors/outside/outsidePage.ts';
import {
  AT_SERVICE,
  beginVisit,
  CALLBACK_PATH,
  endVisit,
  type VisitOutcome,
} from '../../operations/factors/outside/pageVisit.ts';
import type { Services } from '../../operations/shared/services.ts';
import type { RateLimitState } from '../apiLimit.ts';
import { oneCookie } from '../auth/cookies.ts';
import { isOwnPage } from '../auth/sessionCookie.ts';
import { addFiles } from '../home/staticFiles.ts';
import { askingPage, goingPage, sayingPage } from './page.ts';

/** No script, no style within the page, no frame around it; its form goes to where it came from. */
const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PATH = '/duo/:userId/:factorId/:transactionId';
/** The ways from the two paths to the style sheets, relative so that a proxy may add a prefix. */
const STYLE = '../../../';
const CALLBACK_STYLE = '../';

/** A page's status, title and sentence. */
type Saying = readonly [status: number, title: string, text: string];
const OVER: Saying = [
  404,
  'This page does not work',
  'The question is answered or over, or this browser did not begin it. Go back to where you sign in, and begin again.',
];
const ELSEWHERE: Saying = [
  403,
  'This page is open elsewhere',
  'Another browser has opened it before. If it was not yours, somebody has seen the address: go back to where you sign in, and begin again.',
];
const SILENT: Saying = [
  502,
  'Duo does not answer',
  'Nothing was verified. Go back to where you sign in, and try again.',
];
const BUSY: Saying = [429, 'Too many attempts', 'Wait for a minute, and try again.'];
const said: Readonly<Record<VisitOutcome, Saying>> = {
  verified: [200, 'You are verified', 'You can close this page and go back to where you sign in.'],
  rejected: [403, 'You are not verified', 'Duo did not let you in. Go back to where you sign in, and try again.'],
  failed: SILENT,
  over: OVER,
  gone: OVER,
};

interface Parts {
  readonly callerOf: (request: FastifyRequest) => Caller;
  readonly strangerLimit: (request: FastifyRequest) => RateLimitState;
}

type Request = FastifyRequest<{ Params: PageRef }>;

/**
 * The page from which a browser goes to Duo's Universal Prompt, and the one to which it comes back. The path of a question is
 * all that it takes to open the first, once: it belongs to the browser that did, by a cookie without which nobody goes on. To go
 * on sets another, without which nobody comes back.
 */
export function addDuoPage(app: FastifyInstance, services: Services, { callerOf, strangerLimit }: Parts): void {
  const isSecure = () => services.links.absolute('').startsWith('https:');
  const [cookie, browser] = [ownCookie('cofactor-duo', isSecure), ownCookie('cofactor-duo-browser', isSecure)];

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, _body, done) =>
      done(null),
    );
    addFiles(scope, [{ path: '/duo.css', from: new URL('./page.css', import.meta.url), type: 'text/css' }]);

    const show = async (request: Request, reply: FastifyReply) => {
      if (strangerLimit(request).refused) return say(reply, BUSY, STYLE);
      const open = await openPage(services, request.params, callerOf(request));
      if (!open) return say(reply, OVER, STYLE);
      const kept = await openFirst(services, open, oneCookie(request, browser.name()));
      if (kept === undefined) return say(reply, ELSEWHERE, STYLE);
      reply.header('set-cookie', browser.header(kept));
      const { from } = open.transaction;
      const activates = open.loaded.factor.status !== 'ACTIVE';
      const asked = { issuer: services.policy.issuer, userName: open.userName, activates, from };
      return send(reply, 200, askingPage(asked, STYLE));
    };
    // A look at the headers would make the page somebody's.
    scope.route({ method: 'GET', url: PATH, exposeHeadRoute: false, handler: show });

    scope.post(PATH, { bodyLimit: 1_024 }, async (request: Request, reply) => {
      if (strangerLimit(request).refused) return say(reply, BUSY, STYLE);
      const isOurs = isOwnPage(request, services.links.absolute(''));
      const open = isOurs ? await openPage(services, request.params, callerOf(request)) : undefined;
      if (!open) return say(reply, OVER, STYLE);
      if (!isFirstBrowser(services, open, oneCookie(request, browser.name()))) return say(reply, ELSEWHERE, STYLE);
      const begun = await beginVisit(services, open);
      if (!begun) return say(reply, SILENT, STYLE);
      reply.header('set-cookie', cookie.header(begun.sealed));
      return send(reply, 200, goingPage(begun.location, STYLE));
    });

    scope.route({
      method: 'GET',
      url: CALLBACK_PATH,
      // A look at the headers would use the visit up.
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        if (strangerLimit(request).refused) return say(reply, BUSY, CALLBACK_STYLE);
        const { searchParams } = new URL(request.url, 'http://localhost');
        const one = (name: string) => {
          const [value, another] = searchParams.getAll(name);
          return another === undefined ? value : undefined;
        };
        const back = { state: one('state'), code: one('duo_code') ?? one('code') };
        const outcome = await endVisit(services, oneCookie(request, cookie.name()), back, callerOf(request));
        // Somebody else's address does not end the visit that this browser is at.
        if (outcome !== 'over') reply.header('set-cookie', cookie.over());
        return say(reply, said[outcome], CALLBACK_STYLE);
      },
    });
  });
}

/** A cookie of this host alone, which no script reads and which comes along when Duo sends the browser back. */
const ownCookie = (plainName: string, isSecure: () => boolean) => {
  // The prefix wants https (RFC 6265bis section 4.1.3.2): a service without it is a development machine's.
  const name = () => `${isSecure() ? '__Host-' : ''}${plainName}`;
  const header = (value: string, seconds: number) =>
    `${name()}=${value}; Path=/;${isSecure() ? ' Secure;' : ''} HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
  return { name, header: (value: string) => header(value, AT_SERVICE.total('seconds')), over: () => header('', 0) };
};

const say = (reply: FastifyReply, [status, title, text]: Saying, style: string): FastifyReply =>
  send(reply, status, sayingPage(title, text, style));

/** `same-origin`: with less, browsers call the origin of the page's own form `null`. */
function send(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', PAGE_POLICY)
    .header('referrer-policy', 'same-origin')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .type('text/html; charset=utf-8')
    .send(html);
}
