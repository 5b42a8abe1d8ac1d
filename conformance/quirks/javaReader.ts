import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { clients } from '../clients.ts';
import { INSTALLED, PROGRAMS } from '../driver/folders.ts';
import { prepare } from '../driver/prepare.ts';
import { Program } from '../driver/program.ts';
import { shell } from '../driver/shell.ts';
import { libraries } from '../toolchains/java.ts';
import { type Reader, readBy } from './reader.ts';

const folder = join(PROGRAMS, 'java');
/** The plug-in that fetches a package without asking for its parent, which the registry does not have. */
const GET = 'org.apache.maven.plugins:maven-dependency-plugin:2.10:get';

/**
 * The models of an SDK for Java of which the package with them can be had, and the one that makes calls cannot. They are
 * read with the SDK's own mapper, and the libraries of a later version.
 */
export function javaReader(version: string): Reader {
  const client = `java-${version.split('.')[0]}`;
  const later = clients.find(({ client: name, newest }) => newest && name.startsWith('java-'));
  if (!later) throw new Error('no client is the newest of Java');
  prepare(later);
  shell('mvn', ['-q', '-B', GET, `-Dartifact=com.okta.sdk:okta-sdk-api:${version}`, '-Dtransitive=false'], folder);
  const path = libraries(later)
    .split(':')
    .filter((file) => !file.includes('okta-sdk-impl'))
    .map((file) => (file.includes('okta-sdk-api') ? file.replaceAll(later.version, version) : file))
    .join(':');
  const classes = join(INSTALLED, client);
  mkdirSync(classes, { recursive: true });
  shell('javac', ['-cp', path, '-d', classes, 'Reader.java', 'Lines.java', 'Call.java'], folder);
  const program = new Program(client, {
    file: 'java',
    args: ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', `${classes}:${path}`, 'Reader'],
    cwd: folder,
    env: { COFACTOR_CLIENT: client },
  });
  return {
    client,
    read: ({ operation }, { body }) => readBy(program, { operation, body }),
    agent: () => `okta-sdk-java/${version} java/17.0.15`,
    close: () => program.close(),
  };
}
