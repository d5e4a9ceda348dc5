// The databases of the profile that a server has, in the order of the profile.
import { ownDatabases } from '../../check/point.ts';
import type { Environment } from '../../environment/environment.ts';
import type { RunbookServer } from '../runbook-server.ts';

/** Their names. */
export function databasesOn(environment: Environment, { facts }: RunbookServer): readonly string[] {
  return ownDatabases(environment).filter((name) => facts.named('database', name) !== undefined);
}
