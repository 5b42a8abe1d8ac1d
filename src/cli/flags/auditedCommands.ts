import type { Command } from 'commander';
import { auditFlags } from './auditFlags.ts';

/** The commands that write to the system log, each by its whole name. */
const audited = [
  ...['admin create', 'admin recover', 'client create', 'client revoke', 'client rotate', 'event-hook replay'],
  ...[
    'export-user',
    'factor remove',
    'factor reset',
    'factor-profile create',
    'factor-profile delete',
    'identity link',
  ],
  ...['identity unlink', 'provider test', 'reseal', 'retention allow', 'signing-key retire', 'token create'],
  ...['token revoke', 'yubikey import'],
];

/** Adds the flags of the audit log to each command that writes to the system log: off, unless they say where it is. */
export function auditedCommands(program: Command): void {
  for (const name of audited) {
    const command = name
      .split(' ')
      .reduce<Command | undefined>((parent, part) => parent?.commands.find((one) => one.name() === part), program);
    if (!command) throw new Error(`there is no command ${name}`);
    auditFlags(command, 'off');
  }
}
