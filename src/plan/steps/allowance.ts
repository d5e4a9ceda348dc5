// What a plan of changes does only when it is told to: taking away, dropping, and what can shut people out.

/** The flags, by what they allow. */
export const ALLOWANCES = {
  'revoke-extra': 'takes away what the snapshot does not have',
  'drop-extra': 'drops what the snapshot does not have',
  'change-owners': 'gives something that is there another owner, which also takes the permissions on it away',
  'allow-public': 'widens or narrows what everybody may do (public)',
  'enable-logins': 'lets a login in that is disabled now',
  'enable-triggers': 'enables a trigger of the server, which can shut everybody out',
  'audit-shutdown': 'has an audit shut the server down where it cannot write',
  'allow-lockout':
    'shuts out the login that is used here: disables or renames it, gives it another password or policy, takes its sysadmin from it',
  'allow-no-sysadmin': 'leaves no enabled login in sysadmin',
} as const;

/** One of {@link ALLOWANCES}; on the command line `--` and this. */
export type Allowance = keyof typeof ALLOWANCES;
