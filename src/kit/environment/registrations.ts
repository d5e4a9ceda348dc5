// The management servers that the databases of an environment register, as far as those could be read.
import { computerName } from '../../files/windows-path.ts';
import type { Environment } from './environment.ts';

/** What a database registers. */
export interface Registration {
  readonly database: string;
  /** The server that has the database. */
  readonly server: string;
  readonly managementServers: readonly string[];
}

/** In the order of the profile, whose first database is that of Service Manager. */
export function registrationsOf({ servers, profile }: Environment): readonly Registration[] {
  return (profile.readiness?.managementServers ?? []).flatMap((database) =>
    servers.flatMap(({ name, managementServers }): readonly Registration[] => {
      const found = managementServers.get(database);
      if (!found?.isKnown) return [];
      return [{ database, server: name, managementServers: found.value.filter((one) => one !== '') }];
    }),
  );
}

/** The management servers that databases register, each once. */
export function registeredServers(environment: Environment): readonly string[] {
  const byComputer = new Map<string, string>();
  for (const name of registrationsOf(environment).flatMap(({ managementServers }) => managementServers)) {
    const computer = computerName(name);
    if (!byComputer.has(computer)) byComputer.set(computer, name);
  }
  return [...byComputer.values()];
}
