// Who owns a database and what it may do beyond itself: the properties that statements set and a restore does not bring.
// Sources: "ALTER DATABASE SET Options", "ALTER AUTHORIZATION", "RESTORE Statements" (Microsoft).

/** The properties that `ALTER AUTHORIZATION` sets. */
export const OWNER_OF_DATABASE = ['owner', 'ownerSid', 'dboSid'] as const;

/** A property that ALTER DATABASE switches on and off. */
export type DatabaseSwitch = 'isTrustworthy' | 'isDbChaining' | 'isBrokerEnabled';

/** What a restore leaves of each. */
export const RESTORED_SWITCHES: Readonly<Record<DatabaseSwitch, false>> = {
  isTrustworthy: false,
  isDbChaining: false,
  isBrokerEnabled: false,
};

/** The words before ON and OFF, by which two of them are switched; master, model and tempdb keep these. */
export const SWITCH_WORDS: Readonly<Record<string, DatabaseSwitch>> = {
  TRUSTWORTHY: 'isTrustworthy',
  DB_CHAINING: 'isDbChaining',
};
