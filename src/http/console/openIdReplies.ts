import type { FastifyReply } from 'fastify';
import { AT_PROVIDER } from '../../operations/signin/openIdStart.ts';
import { STATE_LASTS } from '../../operations/signin/signInState.ts';

/** A cookie of this host alone, over https, which no script reads (RFC 6265bis section 4.1.3.2). */
const cookie = (name: string, sameSite: 'Lax' | 'Strict', lasts: Temporal.Duration) => {
  const header = (value: string, seconds: number) =>
    `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}; Max-Age=${seconds}`;
  return { name, header: (value: string) => header(value, lasts.total('seconds')), over: header('', 0) };
};

/** The sign-in while its person is at the provider: it has to come along when they are sent back from there. */
export const awayCookie = cookie('__Host-cofactor-openid', 'Lax', AT_PROVIDER);
export const noAwayCookie = awayCookie.over;
/** The sign-in between the provider and a factor of ours. */
export const factorCookie = cookie('__Host-cofactor-factor', 'Strict', STATE_LASTS);
export const noFactorCookie = factorCookie.over;

/** The words after the # by which the page knows how a sign-in at the provider went. */
type Word = 'signed-in' | 'factor' | 'over' | 'refused' | 'declined' | 'failed' | 'busy';

/**
 * A page that goes on to the one for signing in. A redirect would still be the provider's navigation, with which browsers
 * send no cookie that is `SameSite=Strict`. The address that it replaces has the code in it.
 */
export function goOn(reply: FastifyReply, word: Word): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=../../signin#${word}">
<title>Sign in · Cofactor</title>
</head>
<body><p><a href="../../signin#${word}">Go on</a></p></body>
</html>
`);
}
