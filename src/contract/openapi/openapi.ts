import { kindContracts } from '../factors/factors.ts';
import { operations } from '../index.ts';
import type { Operation } from '../shared/operation.ts';
import { type Json, ours } from './json.ts';
import { kindSchemas } from './kindSchemas.ts';
import { namedSchemas } from './namedSchemas.ts';
import { operationObject, parameterComponents } from './operationObject.ts';
import { ERROR, errorExamples, errorResponses, errorSchema, headers } from './replies.ts';
import { resources } from './resources.ts';
import { securitySchemes } from './security.ts';

/** The parts that the OpenAPI document is made of. */
interface OpenApiOptions {
  /** The base of every path, without a slash at its end. */
  readonly publicUrl: string;
  /** Counts up when the API gets extensions. */
  readonly version: string;
}

/** The contract as an OpenAPI 3.1 document; nothing in it is written down twice. */
export function openApi({ publicUrl, version }: OpenApiOptions): Json {
  const { nameOf, components } = namedSchemas(operations);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Cofactor',
      version,
      description:
        'Multi-factor authentication that speaks Okta’s User Factors API. ' +
        'What carries `x-cofactor-extension` is ours: Okta does not have it.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    tags: tags(),
    paths: paths(operations, (id, operation) => operationObject(id, operation, nameOf)),
    components: {
      schemas: { ...kindSchemas(kindContracts, nameOf), ...components, [ERROR]: errorSchema },
      responses: errorResponses(Object.values(operations)),
      parameters: parameterComponents,
      examples: errorExamples(),
      headers,
      securitySchemes: securitySchemes(publicUrl),
    },
  };
}

/** The first resource of a tag speaks for it. */
function tags(): readonly Json[] {
  const byTag = Map.groupBy(resources, ({ tag }) => tag);
  return [...byTag].map(([name, [first]]) => ({
    name,
    description: first?.description ?? '',
    ...ours(first?.extension),
  }));
}

function paths(all: Readonly<Record<string, Operation>>, object: (id: string, operation: Operation) => Json): Json {
  const result: Record<string, Record<string, Json>> = {};
  for (const [id, operation] of Object.entries(all)) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    result[path] = { ...result[path], [operation.method.toLowerCase()]: object(id, operation) };
  }
  return result;
}
