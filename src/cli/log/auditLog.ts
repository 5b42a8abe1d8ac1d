import { closeSync, fstatSync, openSync } from 'node:fs';
import { ConfigError } from '../../config.ts';
import { auditLine } from '../../domain/log/auditLine.ts';
import type { ToldOfEntry } from '../../store/log/tellingStore.ts';
import type { AuditFlags } from '../flags/auditFlags.ts';
import type { CofactorLogger } from './log.ts';
import { writeAll } from './writeAll.ts';

/** Milliseconds between two complaints that lines cannot be written. */
const COMPLAINT_MS = 60_000;

/**
 * The audit log that the flags ask for; undefined when it is off. A line is one write, and is written before the request
 * is answered. A line that cannot be written fails no request: the event is in the system log, and the process log says so once a minute.
 */
export function createAuditLog(
  { auditLog, auditPersonal }: AuditFlags,
  logger: CofactorLogger,
): ToldOfEntry | undefined {
  if (auditLog === 'off') return undefined;
  if (auditLog === 'stderr') return (entry) => logger.line(auditLine(entry, auditPersonal));
  let fd = open(auditLog);
  process.on('SIGHUP', () => {
    try {
      const next = openFile(auditLog);
      closeSync(fd);
      fd = next;
    } catch (error) {
      logger.error({ err: error }, 'the file of --audit-log cannot be opened anew; the old one is written on');
    }
  });
  let lost = 0;
  /** Begins the line after one that may have been written in part. */
  let begin = '';
  let complained = Number.NEGATIVE_INFINITY;
  return (entry) => {
    try {
      writeAll(fd, `${begin}${auditLine(entry, auditPersonal)}`);
      begin = '';
    } catch (error) {
      lost += 1;
      begin = '\n';
      if (performance.now() - complained < COMPLAINT_MS) return;
      complained = performance.now();
      logger.error({ err: error, lost }, 'lines of the audit log cannot be written; the events are in the system log');
    }
  };
}

const openFile = (path: string): number => openSync(path, 'a', 0o600);

function open(path: string): number {
  try {
    const fd = openFile(path);
    if (fstatSync(fd).isDirectory()) throw new Error('it is a directory');
    return fd;
  } catch (error) {
    throw new ConfigError(
      `--audit-log ${path} cannot be written (${(error as Error).message}); name a file, stderr or off`,
    );
  }
}
