import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { ConfigError, pages, rpId } from '../../config.ts';
import { fits, relyingPartyOf } from '../../domain/fido/origins.ts';
import type { Metadata } from '../../remotes/webauthn/metadata.ts';
import type { ServiceOptions } from '../../service.ts';

/** Flags about security keys and passkeys; all are optional. */
export interface FidoFlags {
  readonly rpId?: string;
  readonly origins?: readonly string[];
  readonly fidoMds?: string;
  readonly fidoStatements?: string;
}

/** Adds them to a command. */
export const fidoFlags = (command: Command): Command =>
  command
    .addOption(
      new Option('--rp-id <domain>', 'whose passkeys and security keys they are (default: the host of the public URL)')
        .env('COFACTOR_RP_ID')
        .argParser(rpId),
    )
    .addOption(
      new Option('--origins <list>', 'pages that may use them, with commas (default: those of the public URL)')
        .env('COFACTOR_ORIGINS')
        .argParser(pages),
    )
    .addOption(
      new Option('--fido-mds <file>', 'models of keys: the BLOB of https://mds3.fidoalliance.org').env(
        'COFACTOR_FIDO_MDS',
      ),
    )
    .addOption(
      new Option('--fido-statements <file>', 'more of them: a JSON list of metadata statements, believed as it is').env(
        'COFACTOR_FIDO_STATEMENTS',
      ),
    );

/** Reads the files. One that cannot be used is a reason not to start: keys would be judged by less than was asked for. */
export async function fidoOptions(
  flags: FidoFlags & { readonly publicUrl?: string },
  warn: (line: string) => void,
): Promise<Pick<ServiceOptions, 'fido'>> {
  requireFit(flags);
  const { fidoStatements, fidoMds } = flags;
  // The reader is loaded only where there is something to read.
  const { allModels, readBlob, readStatements } = await import('../../remotes/webauthn/metadata.ts');
  const own =
    fidoStatements === undefined ? [] : [await read(fidoStatements, (text) => readStatements(JSON.parse(text)))];
  const service = fidoMds === undefined ? [] : [await read(fidoMds, readBlob)];
  const today = Temporal.Now.plainDateISO('UTC').toString();
  for (const { nextUpdate = today } of service) {
    if (nextUpdate < today)
      warn(`the FIDO metadata in ${fidoMds} was to be replaced on ${nextUpdate}; download it again`);
  }
  const found = [...own, ...service].map(({ models }) => models);
  return {
    fido: {
      ...(flags.rpId !== undefined && { rpId: flags.rpId }),
      ...(flags.origins && { origins: flags.origins }),
      ...(found.length > 0 && { models: allModels(...found) }),
    },
  };
}

async function read(file: string, parse: (text: string) => Metadata | Promise<Metadata>): Promise<Metadata> {
  try {
    return await parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${file} cannot be used: ${error instanceof Error ? error.message : error}`);
  }
}

/** Browsers would refuse it on every page. */
function requireFit({ publicUrl = 'http://localhost', ...flags }: FidoFlags & { readonly publicUrl?: string }): void {
  if (flags.rpId === undefined && flags.origins === undefined) return;
  const { id, origins } = relyingPartyOf(publicUrl, flags);
  if (origins.some((origin) => fits(id, origin))) return;
  throw new ConfigError(
    `the RP id ${id} is neither the host of an allowed origin (${origins.join(', ')}) nor what one ends with; see --rp-id and --origins`,
  );
}
