import type { EnrollmentSettings } from '../../domain/org/enrollmentSettings.ts';
import type { Engine, Row } from '../engine.ts';
import type { Writers } from '../writers.ts';

const columns = 'e.version as enrollment_version, e.document as enrollment_document';

/** The settings beside whatever else is read, in one statement; both columns are null before they are stored. */
export const withEnrollment = { columns, join: 'left join enrollment_settings e on e.id = 1' } as const;

/** The settings as stored; undefined before anybody has asked for them. */
export async function readEnrollment(engine: Engine, parse: ParseEnrollment): Promise<EnrollmentSettings | undefined> {
  const text = `select ${columns} from enrollment_settings e where e.id = 1`;
  const [row] = await engine.read({ text, values: [] });
  return row && parse(row);
}

export type ParseEnrollment = (row: Row) => EnrollmentSettings | undefined;

/** Reads the two columns; a document that is the same as the last one is not parsed again. */
export function createParseEnrollment(): ParseEnrollment {
  let text: string | undefined;
  let parsed: EnrollmentSettings | undefined;
  return ({ enrollment_version, enrollment_document }) => {
    if (enrollment_document === null) return undefined;
    if (parsed?.version !== enrollment_version || text !== enrollment_document) {
      text = enrollment_document as string;
      parsed = { ...(JSON.parse(text) as EnrollmentSettings), version: enrollment_version as number };
    }
    return parsed;
  };
}

export const enrollmentWrites: Writers<'saveEnrollment'> = {
  /** `stale` when another request, or another process that starts, was first. */
  *saveEnrollment({ settings }) {
    const { version, ...document } = settings;
    const text = JSON.stringify(document);
    const saved = yield version === 0
      ? {
          text: `insert into enrollment_settings (id, version, document) values (1, 1, $1)
            on conflict (id) do nothing returning version`,
          values: [text],
        }
      : {
          text: `update enrollment_settings set version = version + 1, document = $1
            where id = 1 and version = $2 returning version`,
          values: [text, version],
        };
    return saved.length === 0 ? 'stale' : 'done';
  },
};
