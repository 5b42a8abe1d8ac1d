import type { Sdk, Toolchain } from './driver/toolchain.ts';
import { go } from './toolchains/go.ts';
import { java } from './toolchains/java.ts';
import { node } from './toolchains/node.ts';
import { python } from './toolchains/python.ts';

export interface Client extends Sdk {
  readonly toolchain: Toolchain;
  /** A heading of its column. */
  readonly title: string;
  /** The newest of its language: what the short pass runs. */
  readonly newest: boolean;
  /** Tried with access tokens and nothing else. */
  readonly oauthAlone?: true;
}

/** Every SDK of Okta's that is tried, newest first within a language. */
export const clients: readonly Client[] = [
  { client: 'node-8', title: 'Node 8', version: '8.1.0', toolchain: node, program: 'modern.js', newest: true },
  { client: 'node-7', title: 'Node 7', version: '7.3.0', toolchain: node, program: 'modern.js', newest: false },
  { client: 'node-6', title: 'Node 6', version: '6.6.0', toolchain: node, program: 'classic.js', newest: false },
  {
    client: 'node-4',
    title: 'Node 4',
    version: '4.6.1',
    toolchain: node,
    program: 'classic.js',
    newest: false,
    oauthAlone: true,
  },
  { client: 'python-3', title: 'Python 3', version: '3.4.6', toolchain: python, program: 'python3.py', newest: true },
  { client: 'python-2', title: 'Python 2', version: '2.9.13', toolchain: python, program: 'python2.py', newest: false },
  { client: 'go-6', title: 'Go 6', version: '6.0.0', toolchain: go, program: 'v6', newest: true },
  { client: 'go-5', title: 'Go 5', version: '5.0.6', toolchain: go, program: 'v5', newest: false },
  { client: 'go-2', title: 'Go 2', version: '2.20.0', toolchain: go, program: 'v2', newest: false },
  { client: 'java-24', title: 'Java 24', version: '24.0.0', toolchain: java, program: 'Main', newest: true },
  { client: 'java-22', title: 'Java 22', version: '22.0.0', toolchain: java, program: 'Main', newest: false },
  { client: 'java-21', title: 'Java 21', version: '21.0.0', toolchain: java, program: 'Main', newest: false },
];
