/** The texts of Settings > Administrators in English. */
export const administrators = {
  'admins.title': 'Administrators',
  'admins.help':
    'Roles decide what a person may do here and over the API. They sign in with a password and a factor of their own.',
  'admins.roles': 'Roles',
  'admins.role': 'Role',
  'admins.none': 'Nobody holds a role',
  'admins.give': 'Give a role',
  'admins.loginOrId': 'Login or user id',
  'admins.given': '{login} now holds {role}',
  'admins.take': 'Take {role} from {name}',
  'admins.takeShort': 'Take {role}',
  'admins.takeText': '{name} loses it within a second; who is left without a role is signed out.',
  'admins.may.SUPER_ADMIN': 'May do everything, and give access to others.',
  'admins.may.ORG_ADMIN': 'May do everything but give access: roles, service apps and API tokens are not theirs.',
  'admins.may.USER_ADMIN': 'Manages users and their authenticators.',
  'admins.may.HELP_DESK_ADMIN':
    'Looks, explains, resets authenticators, and gives temporary codes; for what it takes from a person somebody else has to approve.',
  'admins.may.READ_ONLY_ADMIN': 'Reads, and changes nothing.',
} as const;
