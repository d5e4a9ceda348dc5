// What a profile says of its product's readiness for a disaster, beyond what is true of any database: what `check` looks
// for. Databases are named as the profile names them.
import { defined } from '../model/defined.ts';
import type { FactKind } from '../model/fact.ts';

/** Roles that somebody has to have in a database, all of them: the account of a service. */
export interface AccountRoles {
  /** What the account is called. */
  readonly title: string;
  /** The database. */
  readonly database: string;
  /** The roles. */
  readonly roles: readonly string[];
}

/** Permissions that a role has to have in a system database. */
export interface RoleGrants {
  /** The database. */
  readonly database: string;
  /** The permission, as the catalogue names it. */
  readonly permission: string;
  /** What it is on, by name. */
  readonly on: readonly string[];
}

/** A role that Setup makes in several databases, of which a restore brings back only some. */
export interface ExecutionRole {
  /** Its name. */
  readonly name: string;
  /** Where it has to be. */
  readonly databases: readonly string[];
  /** What it needs where no restore brings it. */
  readonly grants: readonly RoleGrants[];
}

/** A point of a profile's own: facts that have to be there, or must not. */
export interface ProfilePoint {
  /** Its id: words with hyphens, as no other point has it. */
  readonly id: string;
  /** What it is about. */
  readonly title: string;
  /** The kind of the facts. */
  readonly kind: FactKind;
  /** The database that they are in; the server’s facts without it. */
  readonly database?: string;
  /** Properties that they have, with their values. */
  readonly where?: Readonly<Record<string, string | number | boolean>>;
  /** Whether there has to be one at least, or none. */
  readonly expect: 'some' | 'none';
  /** What to do otherwise. */
  readonly remedy: string;
}

/** What has to be so for a product to survive the loss of its servers. */
export interface ProfileReadiness {
  /** Databases in which the product’s management servers are registered. */
  readonly managementServers?: readonly string[];
  /** The database that holds management packs. */
  readonly packs?: string;
  /** Databases in which Service Broker has to be on. */
  readonly broker?: readonly string[];
  /** Databases whose server has to have user-defined messages. */
  readonly messages?: readonly string[];
  /** Groups of databases that have to be on one instance. */
  readonly oneInstance?: readonly (readonly string[])[];
  /** Groups of databases that have to have one collation. */
  readonly oneCollation?: readonly (readonly string[])[];
  /** The accounts of its services. */
  readonly accounts?: readonly AccountRoles[];
  /** Server roles that one of those accounts has to have where they have users. */
  readonly accountServerRoles?: readonly string[];
  /** The role of the report server. */
  readonly executionRole?: ExecutionRole;
  /** The database whose service keeps an encryption key of its own. */
  readonly serviceKey?: string;
  /** Points of its own. */
  readonly points?: readonly ProfilePoint[];
}

/** The same with other names for databases. */
export function renameInReadiness(
  readiness: ProfileReadiness,
  nameOf: (database: string) => string,
): ProfileReadiness {
  const { managementServers, packs, broker, messages, oneInstance, oneCollation } = readiness;
  const { accounts, executionRole, serviceKey, points } = readiness;
  const named = <T extends { readonly database?: string }>(one: T): T =>
    one.database === undefined ? one : { ...one, database: nameOf(one.database) };
  return {
    ...readiness,
    ...defined({
      managementServers: managementServers?.map(nameOf),
      packs: packs && nameOf(packs),
      broker: broker?.map(nameOf),
      messages: messages?.map(nameOf),
      oneInstance: oneInstance?.map((group) => group.map(nameOf)),
      oneCollation: oneCollation?.map((group) => group.map(nameOf)),
      accounts: accounts?.map(named),
      executionRole: executionRole && {
        ...executionRole,
        databases: executionRole.databases.map(nameOf),
        grants: executionRole.grants.map(named),
      },
      serviceKey: serviceKey && nameOf(serviceKey),
      points: points?.map(named),
    }),
  };
}
