import { readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second, whatever its kernel's own clock. */
const TICK_MS = 10;

/** The CPU time and memory a process has used so far; NaN where the system does not say. */
export interface Usage {
  readonly cpuMs: number;
  /** Resident memory. */
  readonly rssMib: number;
  /** Sent towards the disk. */
  readonly bytesWritten: number;
}

/** Reads what Linux knows of a process. */
export function usageOf(pid: number): Usage {
  const stat = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return {
    cpuMs: (Number(stat[11]) + Number(stat[12])) * TICK_MS,
    rssMib: Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1]) / 1024,
    bytesWritten: Number(/^write_bytes: (\d+)/m.exec(read(`/proc/${pid}/io`))?.[1]),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
