import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLED, PROGRAMS } from '../driver/folders.ts';
import type { Service } from '../driver/service.ts';
import { present, shell } from '../driver/shell.ts';
import { environment, type Sdk, type Toolchain } from '../driver/toolchain.ts';

const folder = join(PROGRAMS, 'java');
const classes = (client: string) => join(INSTALLED, client, 'classes');
const classpath = (client: string) => join(INSTALLED, client, 'classpath');

/** One module that is compiled against each version; the authority of the service goes into a trust store. */
export const java: Toolchain = {
  language: 'Java',
  packages: ['default-jdk-headless', 'maven'],
  present: () => present('javac', ['-version']) && present('mvn', ['-version']),
  https: true,
  prepare({ client, version }) {
    const args = ['-q', '-B', `-Dokta.version=${version}`, `-Dout=${join(INSTALLED, client)}`];
    // Without a look at the network where everything has been fetched before.
    const again = existsSync(classpath(client)) ? ['-o'] : [];
    shell('mvn', [...again, ...args, 'compile', 'dependency:build-classpath'], folder);
  },
  command: (sdk, service) => ({
    file: 'java',
    args: [...trusting(service), '-cp', `${classes(sdk.client)}:${libraries(sdk)}`, sdk.program],
    cwd: folder,
    env: environment(sdk, service),
  }),
};

/** The class path of the SDK, as it was found when the program was made ready. */
export const libraries = ({ client }: Sdk): string => readFileSync(classpath(client), 'utf8').trim();

/** What tells a virtual machine to start quickly, and to trust the authority of the service. */
export function trusting({ caFile }: Service): readonly string[] {
  const store = `${caFile}.p12`;
  rmSync(store, { force: true });
  const trusted = ['-importcert', '-noprompt', '-alias', 'cofactor-dev', '-file', `${caFile}`];
  shell('keytool', [...trusted, '-keystore', store, '-storetype', 'PKCS12', '-storepass', 'changeit'], folder);
  return [
    ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', `-Djavax.net.ssl.trustStore=${store}`],
    '-Djavax.net.ssl.trustStorePassword=changeit',
  ];
}
