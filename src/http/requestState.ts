/** State of a request while it is answered. */
interface Remembered {
  /** Its route's path, once that is known. */
  route: string | undefined;
  tokenId: string | undefined;
  errorCode: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    cofactor: Remembered;
  }
}

/** Of a request that has just come: all members are there, so that every such object is of one shape. */
export const nothingYet = (): Remembered => ({
  route: undefined,
  tokenId: undefined,
  errorCode: undefined,
});
