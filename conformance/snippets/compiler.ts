import type { Command } from '../driver/program.ts';
import type { Service } from '../driver/service.ts';
import type { Sdk } from '../driver/toolchain.ts';
import type { Program } from './program.ts';

/** Makes the snippets of a language ready: all of them at once, for one compilation costs what ten do. */
export interface Compiler {
  /** The address on the pages that stands for the service. */
  readonly address: string;
  /** Writes and compiles the programs, whose address and API token are the service's already, and says how each is started. */
  readonly compile: (sdk: Sdk, programs: readonly Program[], service: Service) => (program: Program) => Command;
  /** Writes a test, and says how the language's own runner runs it; one that finds no test fails. */
  readonly test: (sdk: Sdk, test: Program, service: Service) => Command;
}
