import type { administrators as en } from '../en/administrators.ts';

/** The texts of Settings > Administrators in German. */
export const administrators: Readonly<Record<keyof typeof en, string>> = {
  'admins.title': 'Administration',
  'admins.help':
    'Rollen entscheiden, was eine Person hier und über die API darf. Sie meldet sich mit Passwort und eigenem Faktor an.',
  'admins.roles': 'Rollen',
  'admins.role': 'Rolle',
  'admins.none': 'Niemand hat eine Rolle',
  'admins.give': 'Rolle geben',
  'admins.loginOrId': 'Login oder Benutzerkennung',
  'admins.given': '{login} hat jetzt {role}',
  'admins.take': '{name} die Rolle {role} nehmen',
  'admins.takeShort': '{role} nehmen',
  'admins.takeText': '{name} verliert sie binnen einer Sekunde; wer keine Rolle mehr hat, wird abgemeldet.',
  'admins.may.SUPER_ADMIN': 'Darf alles, und gibt anderen Zugang.',
  'admins.may.ORG_ADMIN': 'Darf alles, außer Zugang zu geben: Rollen, Dienst-Apps und API-Token gehören nicht dazu.',
  'admins.may.USER_ADMIN': 'Verwaltet Benutzer und ihre Authentifizierer.',
  'admins.may.HELP_DESK_ADMIN':
    'Sieht, erklärt, setzt Authentifizierer zurück und gibt vorläufige Codes aus; was einer Person genommen wird, muss jemand anderes genehmigen.',
  'admins.may.READ_ONLY_ADMIN': 'Liest, und ändert nichts.',
};
