/** The causes for a value that its schema refuses. */
interface Found {
  readonly instancePath: string;
  readonly message: string;
}

/** The first thing wrong with the shape of a body, as a cause that names the field; none when nothing is. */
export function shapeError([first]: readonly Found[]): readonly string[] {
  if (!first) return [];
  const field = first.instancePath.slice(1).replaceAll('/', '.') || 'the body';
  // How schemas say that a member is not among those they know.
  return [`${field}: ${first.message === 'schema is false' ? 'There is no such field' : first.message}`];
}
