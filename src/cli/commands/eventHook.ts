import type { Command } from 'commander';
import { ConfigError } from '../../config.ts';
import { deliveryId } from '../../domain/hooks/eventHook.ts';
import { replay } from '../../operations/hooks/eventHookDeliveries.ts';
import type { EventHookSummary } from '../../store/eventHookReads.ts';
import type { Store } from '../../store/store.ts';
import { databaseFlag } from '../flags/databaseFlags.ts';
import { type Where, withStore } from '../withStore.ts';

/** Lines that are printed of what a hook has not taken. */
const MOST = 200;

/** Adds `cofactor event-hook`: what hooks were not told of, and telling them again. Needs no master key. */
export function eventHookCommands(program: Command): void {
  const hooks = program.command('event-hook').description('event hooks, and events they have not taken');
  hooks.command('list').addOption(databaseFlag()).description('list all').action(listHooks);
  hooks
    .command('dead-letters')
    .argument('<id>')
    .addOption(databaseFlag())
    .description('list events that were given up')
    .action(listDeadLetters);
  hooks
    .command('replay')
    .argument('<id>')
    .addOption(databaseFlag())
    .description('have all that was not taken sent again, by the service that runs')
    .action(replayHook);
}

const listHooks = (flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    for (const { id, status, verification, name } of await store.eventHooks.summaries()) {
      const { waiting, dead } = await store.eventHooks.counts(id);
      process.stdout.write(`${id}  ${status}  ${verification}  ${waiting} waiting  ${dead} dead  ${name}\n`);
    }
  });

const listDeadLetters = (id: string, flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    await hookOf(store, id);
    for (const { entry, attempts, reason } of await store.eventHooks.undelivered(id, 'DEAD', MOST)) {
      if (!entry) continue;
      const at = entry.at.toString({ fractionalSecondDigits: 3 });
      const eventId = deliveryId(id, entry.place.id);
      process.stdout.write(`${eventId}  ${at}  ${entry.event}  ${attempts} attempts  ${reason}\n`);
    }
  });

const replayHook = (id: string, flags: Where): Promise<void> =>
  withStore(flags, async (store) => {
    const hook = await hookOf(store, id);
    const replayed = await replay({ store, now: () => Temporal.Now.instant() }, hook, undefined);
    process.stdout.write(`${replayed} are sent again\n`);
  });

async function hookOf(store: Store, id: string): Promise<EventHookSummary> {
  const hook = (await store.eventHooks.summaries()).find((one) => one.id === id);
  if (hook) return hook;
  throw new ConfigError(`there is no event hook ${id}: cofactor event-hook list shows all`);
}
