import type { Command } from './program.ts';
import type { Service } from './service.ts';

/** A language with its package manager, and how a program of ours is made ready and started with it. */
export interface Toolchain {
  readonly language: string;
  /** The Debian packages that bring it. */
  readonly packages: readonly string[];
  readonly present: () => boolean;
  /** Whether its SDKs refuse an address that is not https. */
  readonly https: boolean;
  /** Installs the SDK of that version and builds the program; quick where it has been done before. */
  readonly prepare: (sdk: Sdk) => void;
  readonly command: (sdk: Sdk, service: Service) => Command;
}

/** A version of an SDK, and the program that uses it. */
export interface Sdk {
  /** A name in reports and expectations. */
  readonly client: string;
  readonly version: string;
  /** The file or folder of the program, within the folder of its language. */
  readonly program: string;
}

/** What every program is told. */
export const environment = ({ client }: Sdk, { url, token }: Service): Record<string, string> => ({
  COFACTOR_CLIENT: client,
  COFACTOR_URL: url,
  COFACTOR_TOKEN: token,
});
