import type { EventType } from '../../contract/log/events.ts';
import type { Caller } from '../../contract/shared/operation.ts';
import type { MessageProvider } from '../../domain/providers/messageProvider.ts';
import { providerNameTaken } from '../../domain/providers/providerFields.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import { logEntry, type Occurrence } from '../shared/logEntry.ts';
import type { Services } from '../shared/services.ts';
import { untilWritten } from '../shared/untilWritten.ts';

/** A provider by id, whether it was set up over the API or in the process's configuration. */
export async function findProvider({ store, providers }: Services, id: string): Promise<MessageProvider> {
  const provider = providers.fixed.find((one) => one.id === id) ?? (await store.messageProviders.byId(id));
  if (!provider) throw missing(id);
  return provider;
}

/** All of them, those of the configuration first. */
export async function allProviders({ store, providers }: Services): Promise<readonly MessageProvider[]> {
  return [...providers.fixed, ...(await store.messageProviders.list())];
}

/** Writes a new provider, with its line in the log; refused when its name is taken. */
export async function addProvider(
  services: Services,
  caller: Caller,
  fields: Omit<MessageProvider, 'id' | 'created' | 'lastUpdated' | 'version'>,
): Promise<MessageProvider> {
  const now = services.now();
  const provider: MessageProvider = {
    id: services.newId('oct'),
    ...fields,
    created: now,
    lastUpdated: now,
    version: 1,
  };
  const event = providerEvent('cofactor.message_provider.create', provider, caller, now);
  const applied = await services.store.apply([{ do: 'insertMessageProvider', provider }, event]);
  if (applied !== 'done') throw providerNameTaken(provider.name);
  services.providers.changed();
  return provider;
}

/** Decides the next state of a provider, and of others along with it, from their state as just read. */
export type ProviderStep = (known: MessageProvider) => Promise<Changed> | Changed;
interface Changed {
  readonly event: EventType;
  /** Undefined removes it. */
  readonly provider: MessageProvider | undefined;
  readonly others?: readonly MessageProvider[];
}

/** Changes one of the API's; decided again when somebody else was first. */
export async function changeProvider(
  services: Services,
  caller: Caller,
  id: string,
  step: ProviderStep,
): Promise<MessageProvider> {
  return untilWritten('provider', async () => {
    const known = await findProvider(services, id);
    if (known.fixed) throw readOnly(known);
    const { event, provider, others = [] } = await step(known);
    const writes: Write[] = [provider, ...others].flatMap((one) =>
      one ? [{ do: 'saveMessageProvider', provider: one } as const] : [],
    );
    if (!provider) writes.push({ do: 'removeMessageProvider', provider: known });
    const logged = providerEvent(event, provider ?? known, caller, services.now());
    const applied = await services.store.apply([...writes, logged]);
    if (applied === 'taken') throw providerNameTaken((provider ?? known).name);
    if (applied === 'stale') return undefined;
    services.providers.changed();
    return provider ?? known;
  });
}

/** The line of the log about a change of a provider: never its settings. */
export function providerEvent(
  event: EventType,
  { id, name, type }: MessageProvider,
  caller: Caller,
  now: Temporal.Instant,
  outcome: Pick<Occurrence, 'outcome' | 'reason'> = {},
): Write {
  return logEntry({ caller, now }, { event, ...outcome, detail: { id, name, type } });
}

const missing = (id: string): Fault => fault('notFound', { id, type: 'MessageProvider' });

const readOnly = ({ id }: MessageProvider): Fault =>
  fault('validation', { subject: 'messageProvider' }).because(
    `${id} comes from COFACTOR_PROVIDERS; change it there and start the service anew.`,
  );
