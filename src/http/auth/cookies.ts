import type { FastifyRequest } from 'fastify';

/** The value of a cookie that a request brings; none where there are several, of which one may be somebody else's. */
export function oneCookie({ headers }: Pick<FastifyRequest, 'headers'>, name: string): string | undefined {
  const given = (headers.cookie ?? '').split(';').map((part) => part.trim().split('='));
  const [own, ...others] = given.filter(([other]) => other === name);
  return others.length === 0 && own?.length === 2 ? own[1] : undefined;
}
