import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLED } from '../driver/folders.ts';
import { shell } from '../driver/shell.ts';
import type { Sdk } from '../driver/toolchain.ts';
import { libraries, trusting } from '../toolchains/java.ts';
import type { Compiler } from './compiler.ts';

const folder = join(INSTALLED, 'snippets/java');

/** JUnit with its runner in one package, and the plug-in that fetches it to where the other libraries are. */
const JUNIT = { path: 'org/junit/platform', name: 'junit-platform-console-standalone', version: '1.11.4' };
const GET = 'org.apache.maven.plugins:maven-dependency-plugin:2.10:get';

/** A page is a class, and the setup another that all of them share. */
export const java: Compiler = {
  address: 'https://localhost:8080',
  compile(sdk, programs, service) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    compile([...new Set(programs.flatMap(({ setup, code }) => [setup, code]))], libraries(sdk));
    const args = [...trusting(service), '-cp', `.:${libraries(sdk)}`];
    return ({ code }) => ({ file: 'java', args: [...args, className(code)], cwd: folder, env: {} });
  },
  test(sdk, { code }, service) {
    const junit = fetchJunit(sdk);
    const path = `.:${libraries(sdk)}:${junit}`;
    compile([code], path);
    const run = ['execute', '--fail-if-no-tests', '--select-class', className(code)];
    const args = [...trusting(service), '-cp', path, 'org.junit.platform.console.ConsoleLauncher', ...run];
    return { file: 'java', args, cwd: folder, env: {} };
  },
};

function compile(texts: readonly string[], path: string): void {
  const files = texts.map((text) => {
    writeFileSync(join(folder, `${className(text)}.java`), text);
    return `${className(text)}.java`;
  });
  shell('javac', ['-cp', path, '-d', '.', ...files], folder);
}

/** Where it is once Maven has it. */
function fetchJunit(sdk: Sdk): string {
  const { path, name, version } = JUNIT;
  const artifact = `${path.replaceAll('/', '.')}:${name}:${version}`;
  shell('mvn', ['-q', '-B', GET, `-Dartifact=${artifact}`, '-Dtransitive=false'], folder);
  const [, repository] = /(?:^|:)([^:]+)\/com\/okta\/sdk\/okta-sdk-api\//.exec(libraries(sdk)) ?? [];
  return join(`${repository}`, path, name, version, `${name}-${version}.jar`);
}

function className(code: string): string {
  const [, name] = /^(?:public |final )*class (\w+)/m.exec(code) ?? [];
  if (name === undefined) throw new Error(`no class begins a line of ${code.slice(0, 200)}`);
  return name;
}
