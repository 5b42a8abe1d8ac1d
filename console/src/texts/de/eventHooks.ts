import type { eventHooks as en } from '../en/eventHooks.ts';

/** The texts of Workflow > Event hooks in German. */
export const eventHooks: Readonly<Record<keyof typeof en, string>> = {
  'hooks.title': 'Event-Hooks',
  'hooks.none': 'Keine Event-Hooks',
  'hooks.noneHelp':
    'Ein Hook ist ein Dienst von Ihnen, der von Ereignissen erfährt. Legen Sie einen über die API an: POST /api/v1/eventHooks.',
  'hooks.events': 'Ereignistypen',
  'hooks.verification': 'Prüfung',
  'hooks.VERIFIED': 'Geprüft',
  'hooks.UNVERIFIED': 'Nicht geprüft',
  'hooks.deliveriesOf': 'Von {name} nicht angenommen',
  'hooks.all': 'Alles',
  'hooks.WAITING': 'Wird wiederholt',
  'hooks.DEAD': 'Aufgegeben',
  'hooks.attempts': 'Versuche',
  'hooks.lastAttempt': 'Letzter Versuch',
  'hooks.nextAttempt': 'Nächster Versuch',
  'hooks.nothing': 'Nichts ist offen',
  'hooks.nothingHelp': 'Der Hook hat jedes Ereignis angenommen.',
  'hooks.most': 'Die ältesten {most} werden gezeigt.',
  'hooks.step.replay': 'Erneut senden',
  'hooks.step.verify': 'Prüfen',
  'hooks.step.activate': 'Aktivieren',
  'hooks.step.deactivate': 'Deaktivieren',
  'hooks.step.delete': 'Löschen',
  'hooks.do.replay': 'Erneut an {name} senden',
  'hooks.do.verify': '{name} prüfen',
  'hooks.do.activate': '{name} aktivieren',
  'hooks.do.deactivate': '{name} deaktivieren',
  'hooks.do.delete': '{name} löschen',
  'hooks.text.replay':
    'Alles, was {name} nicht angenommen hat, wird sofort gesendet, unter denselben Kennungen; auch Aufgegebenes.',
  'hooks.text.verify': '{name} soll eine Aufgabe wiederholen. Danach werden Ereignisse gesendet.',
  'hooks.text.activate': '{name} erfährt, was von jetzt an geschieht.',
  'hooks.text.deactivate': '{name} erfährt nichts bis zur Aktivierung.',
  'hooks.text.delete': '{name} und alles nicht Angenommene ist für immer weg.',
};
