// A selection only ever takes away: what a filtered snapshot's script does, the whole one's script does too, nothing
// is granted to a principal that the script does not bring, and no principal loses what it is denied.
import type { Fact, PermissionFact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { selectFacts } from '../../src/select/select-facts.ts';
import type { Selection } from '../../src/select/selection.ts';
import { type ScriptStatement, scriptStatements } from '../cases/script-statements.ts';
import { mask } from './masked.ts';
import { scriptOf } from './outcome.ts';

/** What a selection would add or lose, a line each. */
export async function narrowingFaults(
  snapshot: Snapshot,
  script: string,
  selection: Selection,
): Promise<readonly string[]> {
  const selected = selectFacts(snapshot.facts, selection);
  const header = { ...snapshot.header, selection: { ...selection }, exclusions: selected.exclusions };
  const filtered = await scriptOf({ header, facts: selected.facts });
  const whole = new Set(snapshot.facts);
  const rights = new Set(rightsOf(script));
  return [
    ...selected.facts.filter((fact) => !whole.has(fact)).map((fact) => `made up: ${JSON.stringify(fact)}`),
    ...rightsOf(filtered.script)
      .filter((statement) => !rights.has(statement))
      .map((statement) => `only when filtered: ${statement}`),
    ...strangers(selected.facts).map((fact) => `its grantee is not taken: ${JSON.stringify(fact)}`),
    ...(keepsDenials(selection) ? lostDenials(snapshot.facts, selected.facts) : []),
  ];
}

/** What is left out by an exclusion by name stays out, denied or not. */
const keepsDenials = ({ databases, objects }: Selection) => databases === undefined && objects === undefined;

function rightsOf(script: string): readonly string[] {
  return scriptStatements(script).flatMap(({ database, sql }: ScriptStatement) =>
    sql !== undefined && /^(IF .*(\)|NULL) )?(GRANT|DENY|REVOKE) /.test(mask(sql).text)
      ? [JSON.stringify([database, sql])]
      : [],
  );
}

const scopeOf = (fact: Fact) =>
  fact.kind === 'database' ? undefined : (fact as { database?: string }).database;
const placeOf = (database: string | undefined, name: string) => JSON.stringify([database ?? null, name]);

function namesOf(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(
    facts.flatMap((fact) =>
      ['login', 'server-role', 'user', 'role', 'application-role'].includes(fact.kind)
        ? [placeOf(scopeOf(fact), (fact as { name: string }).name)]
        : [],
    ),
  );
}

/** Principals that every server and database has. */
const SHIPPED = /^(public|guest|dbo|sys|INFORMATION_SCHEMA|sa|db_[a-z]+|[a-z]+admin|dbcreator|##MS_.*##)$/;

function strangers(facts: readonly Fact[]): readonly PermissionFact[] {
  const names = namesOf(facts);
  return facts.filter(
    (fact): fact is PermissionFact =>
      fact.kind === 'permission' &&
      !SHIPPED.test(fact.grantee) &&
      !names.has(placeOf(fact.database, fact.grantee)),
  );
}

function lostDenials(whole: readonly Fact[], taken: readonly Fact[]): readonly string[] {
  const names = namesOf(taken);
  const kept = new Set(taken);
  return whole
    .filter((fact) => fact.kind === 'permission' && fact.state === 'D' && !kept.has(fact))
    .filter((fact) => fact.kind === 'permission' && names.has(placeOf(fact.database, fact.grantee)))
    .map((fact) => `a denial was lost: ${JSON.stringify(fact)}`);
}
