/** A reply that is answered with 201: the request began something. */
export class Created<T = unknown> {
  readonly body: T;

  constructor(body: T) {
    this.body = body;
  }
}
