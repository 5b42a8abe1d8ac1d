import { type Command, Option } from 'commander';

/** The flags about the audit log: the events of the system log as lines of JSON. */
export interface AuditFlags {
  /** `stderr`, `off`, or the path of a file. */
  readonly auditLog: string;
  /** Whether addresses, user agents and names are in it. */
  readonly auditPersonal: boolean;
}

/** Adds the flags to a command: `serve` writes the lines, people who use `dev` read the events in its inbox. */
export const auditFlags = (command: Command, where: 'stderr' | 'off'): Command =>
  command
    .addOption(
      new Option(
        '--audit-log <where>',
        'events of the system log as lines of JSON: stderr, off, or a file, which SIGHUP opens anew',
      )
        .env('COFACTOR_AUDIT_LOG')
        .default(where),
    )
    .addOption(
      new Option('--audit-personal', 'with addresses, user agents, phone numbers and names; ids alone without it')
        .env('COFACTOR_AUDIT_PERSONAL')
        .default(false),
    );
