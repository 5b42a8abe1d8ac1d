import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useAccess } from '../access/AccessContext.tsx';
import { Gate } from '../access/Gate.tsx';
import { may } from '../access/permissions.ts';
import { type Act, ActDialog } from '../proof/ActDialog.tsx';
import { useWords } from '../texts/TextsContext.tsx';
import { ActionMenu } from '../ui/ActionMenu.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Icon } from '../ui/icons.tsx';
import { OnOff } from '../ui/OnOff.tsx';
import { Status } from '../ui/Status.tsx';
import { type Column, DataTable } from '../ui/table/DataTable.tsx';
import { Listing } from '../ui/table/Listing.tsx';
import { Deliveries } from './Deliveries.tsx';
import { type EventHook, HOOKS, type HookStep, listHooks, stepsOf, takeStep } from './eventHook.ts';

const PLACE = '/workflow/eventhooks';

/** Workflow > Event hooks: who is told of events, what they have not taken, and sending that again. */
export function EventHooksPage() {
  const { t } = useWords();
  return (
    <Gate action="listEventHooks" title={t('hooks.title')}>
      <EventHooks />
    </Gate>
  );
}

function EventHooks() {
  const { t } = useWords();
  const { client, roles } = useAccess();
  const { hook: open, status } = useSearch({ from: PLACE });
  const navigate = useNavigate({ from: PLACE });
  const found = useQuery(listHooks(client));
  const hooks = found.data ?? [];
  const [act, setAct] = useState<Act>();
  const actOf = ({ id, name }: EventHook, step: HookStep): Act => ({
    name: t(`hooks.do.${step}`, { name }),
    text: t(`hooks.text.${step}`, { name }),
    danger: step === 'deactivate' || step === 'delete',
    key: HOOKS,
    run: (asking) => takeStep(asking, id, step),
  });
  const columns: readonly Column<EventHook>[] = [
    {
      name: t('api.name'),
      cell: ({ id, name }) => (
        <button
          type="button"
          className="opener"
          aria-expanded={open === id}
          onClick={() => void navigate({ search: open === id ? {} : { hook: id }, replace: true })}
        >
          <bdi>{name}</bdi>
        </button>
      ),
    },
    { name: t('log.address'), width: 'wide', onPhone: 'named', cell: ({ channel }) => channel.config.uri },
    { name: t('hooks.events'), onPhone: 'named', cell: ({ events }) => events.items.length },
    { name: t('people.status'), onPhone: 'corner', cell: ({ status: one }) => <OnOff status={one} /> },
    {
      name: t('hooks.verification'),
      width: 'narrow',
      cell: ({ verificationStatus: one }) => (
        <Status tone={one === 'VERIFIED' ? 'good' : 'waiting'}>{t(`hooks.${one}`)}</Status>
      ),
    },
    ...(may(roles, 'replayEventHookDeliveries')
      ? [
          {
            name: t('api.actions'),
            width: 'narrow' as const,
            cell: (hook: EventHook) => (
              <ActionMenu
                quiet
                actions={stepsOf(hook).map((step) => {
                  const one = actOf(hook, step);
                  return { name: t(`hooks.step.${step}`), danger: one.danger ?? false, choose: () => setAct(one) };
                })}
              >
                {t('api.actions')}
                <span className="unseen">{hook.name}</span>
                <Icon name="down" />
              </ActionMenu>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <Listing
        found={found}
        count={hooks.length}
        empty={<EmptyState title={t('hooks.none')} help={t('hooks.noneHelp')} />}
      >
        <DataTable
          caption={t('hooks.title')}
          columns={columns}
          rows={hooks}
          keyOf={({ id }) => id}
          detail={(hook) =>
            hook.id === open && (
              <Deliveries
                hook={hook}
                status={status}
                choose={(one) =>
                  void navigate({ search: { hook: hook.id, ...(one && { status: one }) }, replace: true })
                }
              />
            )
          }
        />
      </Listing>
      {act && <ActDialog act={act} close={() => setAct(undefined)} />}
    </>
  );
}
