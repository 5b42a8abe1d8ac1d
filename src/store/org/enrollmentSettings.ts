import type { EnrollmentSettings } from '../../domain/org/enrollmentSettings.ts';
import type { Engine } from '../engine.ts';
import { enrollmentSettings } from '../schema/settings.ts';
import { leftJoined, type RowIn, read, renamedColumns, select } from '../shared/query.ts';
import type { Writers } from '../writers.ts';

/** The settings beside whatever else a statement reads; null before they are stored. Needs `enrollmentJoin`. */
export const enrollmentColumns = leftJoined(
  renamedColumns(enrollmentSettings, { enrollment_version: 'version', enrollment_document: 'document' }, 'e'),
);
export const enrollmentJoin = 'left join enrollment_settings e on e.id = 1';

const stored = select(enrollmentColumns, 'from enrollment_settings e where e.id = 1');

/** The settings as stored; undefined before anybody has asked for them. */
export async function readEnrollment(engine: Engine, parse: ParseEnrollment): Promise<EnrollmentSettings | undefined> {
  const [row] = await read(engine, stored);
  return row && parse(row);
}

export type ParseEnrollment = (row: RowIn<typeof enrollmentColumns>) => EnrollmentSettings | undefined;

/** Reads the two columns; a document that is the same as the last one is not parsed again. */
export function createParseEnrollment(): ParseEnrollment {
  let text: string | undefined;
  let parsed: EnrollmentSettings | undefined;
  return ({ enrollment_version: version, enrollment_document: document }) => {
    if (document === null || version === null) return undefined;
    if (parsed?.version !== version || text !== document) {
      text = document;
      parsed = { ...(JSON.parse(text) as EnrollmentSettings), version };
    }
    return parsed;
  };
}

/** The write of the settings. */
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
