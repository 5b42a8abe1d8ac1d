import type { TSchema } from 'typebox';
import type { KindContract } from '../../src/contract/shared/primitives.ts';
import type { AnyKind } from '../../src/domain/factors/kind.ts';
import { type NameOf, typeText } from './typeText.ts';

/** The types of one kind of factor, which have a file of their own. */
export interface KindFile {
  /** Factor type and provider, as `Kinds` has them. */
  readonly key: string;
  /** Name of the file, without its ending. */
  readonly file: string;
  /** Name of the interface in it. */
  readonly name: string;
  readonly text: string;
}

/** Writes the types of a kind: the bodies it takes, and the profile it shows. */
export function kindFile({ contract, wire }: AnyKind, nameOf: NameOf): KindFile {
  const { factorType, provider, enroll, answer, wishes, profile, alwaysShown }: KindContract = contract;
  const words = `${factorType}:${provider}`.replace(/^cofactor:|:OKTA$|:COFACTOR$/g, '').toLowerCase();
  const name = words.replace(/(?:^|[:_])(\w)/g, (_, letter: string) => letter.toUpperCase());
  // An object without members would let anything through.
  const said = (schema: TSchema | undefined) =>
    schema && Object.keys((schema as { properties?: object }).properties ?? schema).length > 0
      ? typeText(schema, 'request', nameOf)
      : 'never';
  return {
    key: `${factorType}/${provider}`,
    file: name.replace(/^\w/, (letter) => letter.toLowerCase()),
    name: `${name}Kind`,
    text: `export interface ${name}Kind {
    factorType: ${JSON.stringify(factorType)};
    provider: ${JSON.stringify(provider)};
    enroll: ${wire?.enrolledAlong ? 'never' : typeText(enroll, 'request', nameOf)};
    answer: ${said(answer)};
    wishes: ${said(wishes)};
    profile: ${typeText(profile, 'reply', nameOf)}${alwaysShown ? '' : ' | undefined'};
  }`,
  };
}

/** Writes the table of all kinds. */
export function kindTable(files: readonly KindFile[]): readonly string[] {
  const imports = [...files]
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ name, file }) => `import type { ${name} } from './kinds/${file}.ts';`);
  const members = files.map(({ key, name }) => `${JSON.stringify(key)}: ${name};`);
  return [
    imports.join('\n'),
    `/** The kinds of factors Cofactor has, by factor type and provider. */\nexport interface Kinds {\n${members.join('\n')}\n}`,
  ];
}
