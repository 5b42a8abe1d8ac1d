import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requirements } from '../../domain/users/passwordPolicy.ts';
import type { Fault } from '../../domain/values/fault.ts';
import {
  type LinkRequest,
  openPasswordLink,
  setPasswordByLink,
} from '../../operations/passwordLinks/usePasswordLink.ts';
import type { Services } from '../../operations/shared/services.ts';
import { addFiles } from '../home/staticFiles.ts';
import { toFault } from '../replies/errors.ts';
import { faultReply } from '../replies/wireReply.ts';
import { traceOf } from '../requestState.ts';
import { formPage, sayingPage } from './page.ts';

/** Two passwords, the login and what percent-encoding makes of them. */
const MAX_BODY_BYTES = 8 * 1024;

/** No script, no style within the page, no frame around it; its form goes to where it came from. */
const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The two paths of links, and the way from each to the style sheet, relative so that a proxy may add a prefix. */
const pages = [
  { path: '/tokens/:token/verify', styleSheet: '../../password.css' },
  { path: '/reset_password/:token', styleSheet: '../password.css' },
] as const;

/** A page's title and the sentences under it. */
type Saying = readonly [title: string, text: string];
const USED: Saying = [
  'This link has been used',
  'A password was set with it, and it works only once. Sign in with that password. If you forgot it, or it was not you who set it, ask your administrator for another link.',
];
/** One answer to every link that we can tell nothing about: nobody learns from it which users there are. */
const OVER: Saying = [
  'This link does not work',
  'We do not know this link, or it has ended: its time is over, or a newer one was sent. Open the newest one you were sent, or ask your administrator for another.',
];

type Request = FastifyRequest<{ Params: { readonly token: string } }>;

/**
 * The page by which a user sets a password (fact 165). The token in its path is all that it takes; to open the page uses
 * nothing up, so that programs that look at links in mail do no harm. The path is not in any log, and no page that is
 * gone to from here is told of it.
 */
export function addPasswordPage(
  app: FastifyInstance,
  services: Services,
  {
    addressOf,
    onFailure,
  }: {
    readonly addressOf: (request: FastifyRequest) => string;
    readonly onFailure: (error: unknown, requestId: string, traceId?: string) => void;
  },
): void {
  const { issuer, password: rules } = services.policy;
  const hint = requirements(rules);
  const requestOf = (request: Request): LinkRequest => ({
    token: request.params.token,
    address: addressOf(request),
    requestId: request.id,
    ...traceOf(request),
  });
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    addFiles(scope, [{ path: '/password.css', from: new URL('./page.css', import.meta.url), type: 'text/css' }]);
    for (const { path, styleSheet } of pages) {
      const saying = (reply: FastifyReply, [title, text]: Saying) =>
        send(reply, 404, sayingPage(title, text, styleSheet));
      scope.get(path, async (request: Request, reply) => {
        const opened = await openPasswordLink(services, requestOf(request));
        if (!opened || opened === 'USED') return saying(reply, opened ? USED : OVER);
        return send(reply, 200, formPage(issuer, opened, styleSheet, hint));
      });
      scope.post(path, { bodyLimit: MAX_BODY_BYTES }, async (request: Request, reply) => {
        const link = requestOf(request);
        const opened = await openPasswordLink(services, link);
        if (!opened || opened === 'USED') return saying(reply, opened ? USED : OVER);
        const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
        const password = form.get('password') ?? '';
        const again = (wrong: string) => send(reply, 400, formPage(issuer, opened, styleSheet, hint, wrong));
        if (password !== form.get('again')) return again('The two passwords are not the same.');
        try {
          const chosen = { password, answer: form.get('answer') ?? '' };
          if (!(await setPasswordByLink(services, link, chosen))) {
            // Somebody was quicker with the same link, or another one was made meanwhile.
            return saying(reply, (await openPasswordLink(services, link)) === 'USED' ? USED : OVER);
          }
        } catch (error) {
          const known = toFault(error);
          if (known.error === 'validation') return again(`This password will not do. ${hint}`);
          if (known.error === 'credentialsNotUpdated') return again('The answer is not the one you gave.');
          throw known;
        }
        return send(
          reply,
          200,
          sayingPage('Your password is set', 'You can close this page and sign in with it.', styleSheet),
        );
      });
    }
    scope.setErrorHandler((error, request, reply) => {
      const known: Fault = toFault(error);
      if (known.error === 'internal') onFailure(known.cause ?? known, request.id, request.cofactor.parent?.traceId);
      const styleSheet = pages.find(({ path }) => path === request.routeOptions.url)?.styleSheet ?? 'password.css';
      const [title, text] =
        known.error === 'tooManyRequests'
          ? ['Too many attempts', 'Wait for an hour, and open the link again.']
          : ['This did not work', 'Open the link again. If that does not help, ask for another one.'];
      return send(reply, faultReply(known).status, sayingPage(title ?? '', text ?? '', styleSheet));
    });
  });
}

function send(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', PAGE_POLICY)
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .type('text/html; charset=utf-8')
    .send(html);
}
