import { auditLine } from '../../domain/log/auditLine.ts';
import type { ToldOfEntry } from '../../store/log/tellingStore.ts';
import type { AuditFlags } from '../flags/auditFlags.ts';
import { type AuditFile, openAuditFile } from './auditFile.ts';
import type { CofactorLogger } from './log.ts';

/** Milliseconds between two complaints that lines cannot be written. */
const COMPLAINT_MS = 60_000;

type Complaints = Pick<CofactorLogger, 'line' | 'error'>;

/**
 * The audit log that the flags of a service ask for; undefined when it is off. A line is one write, and is written before
 * the request is answered. A line that cannot be written fails no request and waits for nobody: the event is in the system
 * log, `lost` hears of it, and the process log says so once a minute. SIGHUP opens a file anew.
 */
export function createAuditLog(
  { auditLog, auditPersonal }: AuditFlags,
  logger: Complaints,
  lost: () => void = () => {},
): ToldOfEntry | undefined {
  if (auditLog === 'off') return undefined;
  if (auditLog === 'stderr') return (entry) => logger.line(auditLine(entry, auditPersonal));
  const file = openAuditFile(auditLog);
  process.on('SIGHUP', () => {
    try {
      file.reopen();
    } catch (error) {
      logger.error({ err: error }, 'the file of --audit-log cannot be opened anew; the old one is written on');
    }
  });
  return intoFile(file, auditPersonal, logger, lost);
}

/** The audit log of a command that ends by itself; off unless a flag or the environment says otherwise. */
export function commandAuditLog({
  auditLog = 'off',
  auditPersonal = false,
}: Partial<AuditFlags>): ToldOfEntry | undefined {
  if (auditLog === 'off') return undefined;
  if (auditLog === 'stderr') return (entry) => process.stderr.write(auditLine(entry, auditPersonal));
  const complaints = { error: (_about: object, text: string) => process.stderr.write(`cofactor: ${text}\n`) };
  return intoFile(openAuditFile(auditLog), auditPersonal, complaints, () => {});
}

function intoFile(
  file: AuditFile,
  personal: boolean,
  logger: { error(about: object, text: string): unknown },
  lost: () => void,
): ToldOfEntry {
  let count = 0;
  let complained = Number.NEGATIVE_INFINITY;
  return (entry) => {
    try {
      file.write(auditLine(entry, personal));
    } catch (error) {
      count += 1;
      lost();
      if (performance.now() - complained < COMPLAINT_MS) return;
      complained = performance.now();
      logger.error(
        { err: error, lost: count },
        'lines of the audit log cannot be written; the events are in the system log',
      );
    }
  };
}
