// A profile: which databases of which roles a product has, and what of them is not to be scripted. Profiles are
// data: users write their own as JSON.
import { type ProfileReadiness, renameInReadiness } from './readiness.ts';
import type { ObjectRule } from './selection.ts';

/** A database of a profile. */
export interface ProfileDatabase {
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** Whether it must be found on one of the servers given. */
  readonly required?: boolean;
  /** Its name is that of this other database of the profile and a suffix, also when that one is renamed. */
  readonly follows?: { readonly database: string; readonly suffix: string };
}

/** A role that a server plays, with its databases. */
export interface ProfileRole {
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** The databases of the role. */
  readonly databases: readonly ProfileDatabase[];
}

/** Something a profile's product has that T-SQL cannot reach. */
export interface OutOfReach {
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** Why, and what to do instead. */
  readonly reason: string;
}

/** A profile. */
export interface Profile {
  /** Its name, as the catalogue has it. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** The roles of its servers. */
  readonly roles: readonly ProfileRole[];
  /** System databases taken with them. */
  readonly systemDatabases?: readonly string[];
  /** Objects left out wherever they are found; that they are absent is normal. */
  readonly exclude?: readonly (ObjectRule & { readonly reason?: string })[];
  /** What its product has that no script reaches. */
  readonly outOfReach?: readonly OutOfReach[];
  /** What has to be so for its product to survive the loss of its servers. */
  readonly readiness?: ProfileReadiness;
}

/**
 * The profile with databases of its own names: `{ ReportServer: 'ReportServer$SCSM' }` renames that database, those
 * that follow it, and the exclusions in them.
 */
export function renameDatabases(profile: Profile, names: Readonly<Record<string, string>>): Profile {
  const renamed = (database: ProfileDatabase): ProfileDatabase => {
    const own = names[database.name];
    const followed = database.follows && names[database.follows.database];
    if (own !== undefined) return { ...database, name: own };
    if (followed === undefined || database.follows === undefined) return database;
    return { ...database, name: `${followed}${database.follows.suffix}` };
  };
  const renames = new Map(
    profile.roles.flatMap(({ databases }) => databases.map((one) => [one.name, renamed(one).name] as const)),
  );
  return {
    ...profile,
    roles: profile.roles.map((role) => ({ ...role, databases: role.databases.map(renamed) })),
    ...(profile.readiness && {
      readiness: renameInReadiness(profile.readiness, (database) => renames.get(database) ?? database),
    }),
    ...(profile.exclude && {
      exclude: profile.exclude.map((rule) =>
        rule.database === undefined ? rule : { ...rule, database: names[rule.database] ?? rule.database },
      ),
    }),
  };
}

/** Every database name of a profile, system databases last. */
export function databasesOf(profile: Profile): readonly string[] {
  const own = profile.roles.flatMap((role) => role.databases.map((database) => database.name));
  return [...own, ...(profile.systemDatabases ?? [])];
}

/** What a profile found over all the servers given. */
export interface ProfileCoverage {
  /** Databases that are there, and on which servers. */
  readonly found: readonly {
    readonly database: string;
    readonly role: string;
    readonly servers: readonly string[];
  }[];
  /** Required databases that no server has. */
  readonly missing: readonly string[];
  /** Databases that are not required and that no server has. */
  readonly absent: readonly string[];
  /** What no script reaches. */
  readonly outOfReach: readonly OutOfReach[];
}

/** Which of a profile's databases are on which servers, and which required ones are on none. */
export function profileCoverage(
  profile: Profile,
  servers: readonly { readonly name: string; readonly databases: readonly string[] }[],
): ProfileCoverage {
  const all = profile.roles.flatMap((role) =>
    role.databases.map((database) => ({
      database,
      role: role.name,
      servers: servers
        .filter((server) => server.databases.includes(database.name))
        .map((server) => server.name),
    })),
  );
  const nowhere = all.filter((entry) => entry.servers.length === 0).map((entry) => entry.database);
  return {
    found: all
      .filter((entry) => entry.servers.length > 0)
      .map((entry) => ({ database: entry.database.name, role: entry.role, servers: entry.servers })),
    missing: nowhere.filter((database) => database.required).map((database) => database.name),
    absent: nowhere.filter((database) => !database.required).map((database) => database.name),
    outOfReach: profile.outOfReach ?? [],
  };
}
