import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Lock, sbom } from '../../scripts/sbom.ts';

const root = join(import.meta.dirname, '..', '..');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;

interface Bom {
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly version: string;
    readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}
const bom = sbom(lock) as Bom;

test('the bill of materials has every package of a production install, each with a digest, and none for development', () => {
  const names = bom.components.map(({ name }) => name);
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) assert.ok(names.includes(name), name);
  for (const name of Object.keys(devDependencies)) {
    const also = lock.packages[`node_modules/${name}`]?.dev === undefined;
    assert.equal(names.includes(name), also, name);
  }
  for (const { name, version, hashes = [] } of bom.components) {
    const installed = JSON.stringify({ name, version });
    assert.deepEqual(
      hashes.map(({ alg, content }) => [alg, content.length]),
      [['SHA-512', 128]],
      installed,
    );
  }
});

test('what a package needs is found where Node.js finds it, and nothing is named that is not there', () => {
  const refs = new Set(bom.components.map((component) => component['bom-ref']));
  for (const { dependsOn } of bom.dependencies) for (const ref of dependsOn) assert.ok(refs.has(ref), ref);
  const nested = sbom({
    packages: {
      '': { name: 'x', version: '1.0.0', dependencies: { a: '1', b: '1' } },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-AA==', dependencies: { b: '2' } },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/a/node_modules/b': { version: '2.0.0', license: 'MIT' },
      'node_modules/tool': { version: '1.0.0', dev: true },
    },
  }) as Bom;
  assert.deepEqual(nested.dependencies, [
    { ref: 'pkg:npm/x@1.0.0', dependsOn: ['pkg:npm/a@1.0.0#node_modules/a', 'pkg:npm/b@1.0.0#node_modules/b'] },
    { ref: 'pkg:npm/a@1.0.0#node_modules/a', dependsOn: ['pkg:npm/b@2.0.0#node_modules/a/node_modules/b'] },
    { ref: 'pkg:npm/b@1.0.0#node_modules/b', dependsOn: [] },
    { ref: 'pkg:npm/b@2.0.0#node_modules/a/node_modules/b', dependsOn: [] },
  ]);
});
