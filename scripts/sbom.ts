/** The part of an entry of `package-lock.json` (lockfileVersion 3) that is used here. */
interface Locked {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: true;
  readonly link?: true;
  readonly optional?: true;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

/** The folder in which packages lie, and its end in the path of one. */
const FOLDER = 'node_modules/';

/**
 * The bill of materials (CycloneDX 1.6) of a production install: every package that the lock file allows, with the digest it
 * is checked by and what it needs. It says nothing of when and where it was made, so that two builds make the same.
 */
export function sbom({ packages }: Lock): object {
  const production = Object.entries(packages).filter(
    ([path, { dev, link }]) => path.startsWith(FOLDER) && dev === undefined && link === undefined,
  );
  const root = packages[''] ?? {};
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', ...named('', root) } },
    components: production.map(([path, locked]) => ({
      type: 'library',
      ...named(path, locked),
      scope: locked.optional ? 'optional' : 'required',
      ...(locked.license !== undefined && { licenses: [{ expression: locked.license }] }),
      ...(locked.integrity !== undefined && { hashes: locked.integrity.split(' ').map(hashOf) }),
    })),
    dependencies: [['', root] as const, ...production].map(([path, locked]) => ({
      ref: named(path, locked)['bom-ref'],
      dependsOn: Object.keys({ ...locked.dependencies, ...locked.optionalDependencies }).flatMap((name) => {
        const found = resolved(packages, path, name);
        return found === undefined ? [] : [named(found, packages[found] as Locked)['bom-ref']];
      }),
    })),
  };
}

function named(path: string, { name = path.slice(path.lastIndexOf(FOLDER) + FOLDER.length), version = '' }: Locked) {
  // https://github.com/package-url/purl-spec: the @ of a scope is percent-encoded.
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  // A package may be there twice in one version.
  return { 'bom-ref': path === '' ? purl : `${purl}#${path}`, name, version, purl };
}

/** The path of a package as Node.js finds it: below who needs it, or in a folder further up. */
function resolved(packages: Lock['packages'], from: string, name: string): string | undefined {
  const inner = `${from === '' ? '' : `${from}/`}${FOLDER}${name}`;
  if (packages[inner]) return inner;
  if (from === '') return undefined;
  const end = from.lastIndexOf(`/${FOLDER}`);
  return resolved(packages, end === -1 ? '' : from.slice(0, end), name);
}

/** Subresource Integrity as CycloneDX has digests: in hexadecimal. */
function hashOf(integrity: string): { readonly alg: string; readonly content: string } {
  const [algorithm = '', digest = ''] = integrity.split(/-(.*)/s);
  return {
    alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
    content: Buffer.from(digest, 'base64').toString('hex'),
  };
}
