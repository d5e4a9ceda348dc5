// Two environments that a readiness check is held to: a sound one, which is the embedded one without what it is there to
// show, and one in which each defect is seeded once.

import { FOLDER, SERVERS } from '../generate/embedded-environment.ts';
import { readServer } from '../server/engine/fixture/read-environment.ts';
import type { RowRecord } from '../server/engine/store/table.ts';
import { type Change, type Environment, withChanges } from './change.ts';
import { DEFECTS, type DefectName } from './defects.ts';

/** What the embedded environment has on purpose and a sound one has not, but for users without a login. */
const REPAIRS: readonly Change[] = [
  {
    server: 'DWDB01',
    view: 'sys.configurations',
    where: { name: 'cross db ownership chaining' },
    set: { value: 0, value_in_use: 0 },
  },
  {
    server: 'DWDB01',
    view: 'sys.configurations',
    where: { name: 'clr strict security' },
    set: { value: 1, value_in_use: 1 },
  },
  { server: 'DWDB01', view: 'sys.databases', where: { name: 'DWRepository' }, set: { is_db_chaining_on: 0 } },
  ...(['sys.server_principals', 'sys.sql_logins'] as const).map((view) => ({
    server: 'DWDB01',
    view,
    where: { name: 'dw_etl' },
    set: { default_language_name: 'us_english' },
  })),
];

/** The embedded environment as its files have it. */
export function embeddedEnvironment(): Environment {
  return new Map([...SERVERS.keys()].map((name) => [name, readServer(`${FOLDER}/${name}`)]));
}

/** An environment that would survive: nothing in it is to be reported. */
export function soundEnvironment(): Environment {
  const repaired = withChanges(embeddedEnvironment(), REPAIRS);
  return withChanges(repaired, missingLogins(repaired));
}

/** The sound environment with one defect, or with each of them once. */
export function defectEnvironment(name?: DefectName): Environment {
  const meant = DEFECTS.filter((defect) => name === undefined || defect.name === name);
  return withChanges(
    soundEnvironment(),
    meant.flatMap(({ changes }) => changes),
  );
}

/** First id of a login that is added. */
const FIRST_ID = 900;
/** How users sign in: with a login of the server, or as a Windows account. */
const BY_LOGIN: ReadonlySet<unknown> = new Set([1, 3]);

/** A login for each user that has none. */
function missingLogins(environment: Environment): readonly Change[] {
  const changes: Change[] = [];
  for (const [server, fixture] of environment) {
    const known = new Set(
      (fixture.server.get('sys.server_principals') ?? []).map(({ record }) => hex(record)),
    );
    for (const views of fixture.databases.values()) {
      for (const { record } of views.get('sys.database_principals') ?? []) {
        if (!BY_LOGIN.has(record.authentication_type) || known.has(hex(record))) continue;
        known.add(hex(record));
        const { name, sid, type } = record;
        const add = { name, sid, type, principal_id: FIRST_ID + changes.length };
        changes.push({ server, view: 'sys.server_principals', add });
      }
    }
  }
  return changes;
}

const hex = ({ sid }: RowRecord): string => Buffer.from((sid ?? []) as Uint8Array).toString('hex');
