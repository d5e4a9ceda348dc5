// The order that statements must have to run, checked on the script's lines: what is made before it is named, owners
// before rights, rights of a chain link by link, objects before their columns, what takes access away at the end.
import { scriptStatements } from '../cases/script-statements.ts';
import { type Masked, mask, nameAfter } from './masked.ts';

/** A statement of one of these verbs that is no GRANT, DENY or REVOKE of a permission called so. */
const doing = (verbs: string) => new RegExp(`^(?!GRANT |DENY |REVOKE ).*(${verbs})`);

/** Steps of the server, in order; the databases come behind the messages. */
const SERVER_STEPS: readonly RegExp[] = [
  doing('sp_configure'),
  doing('sp_add_trusted_assembly'),
  doing('CREATE CREDENTIAL'),
  doing('CREATE LOGIN|ALTER LOGIN (?!.*( DISABLE| ENABLE|DEFAULT_DATABASE|DEFAULT_LANGUAGE))'),
  doing('(CREATE|ALTER) ENDPOINT'),
  doing('CREATE SERVER ROLE'),
  doing('ALTER AUTHORIZATION'),
  doing('ALTER SERVER ROLE'),
  /^(IF .*\) )?(GRANT|DENY(?! CONNECT SQL)|REVOKE(?! CONNECT SQL)) /,
  doing('sp_addmessage'),
  doing('sp_addlinkedserver|sp_serveroption|sp_setnetname|sp_(add|drop)linkedsrvlogin'),
  doing('(CREATE|ALTER) SERVER AUDIT (?!\\[[0-9]+\\] WITH \\(STATE = ON\\))'),
  doing('DEFAULT_DATABASE|DEFAULT_LANGUAGE'),
  doing('ALTER LOGIN .*( DISABLE| ENABLE)$'),
  /^(DENY|REVOKE) CONNECT SQL/,
  doing('ALTER SERVER AUDIT'),
  doing('(ENABLE|DISABLE) TRIGGER|sp_settriggerorder'),
];
const LAST_BEFORE_DATABASES = 11;

/** Steps of a database, in order. */
const DATABASE_STEPS: readonly RegExp[] = [
  doing('ALTER AUTHORIZATION ON DATABASE::'),
  doing('ALTER DATABASE \\['),
  doing('(CREATE|ALTER) USER|RAISERROR'),
  doing('CREATE ROLE'),
  doing('ALTER AUTHORIZATION ON ROLE::'),
  doing('CREATE APPLICATION ROLE'),
  doing("EXEC\\(''\\)|ALTER AUTHORIZATION ON SCHEMA::"),
  doing('ALTER AUTHORIZATION'),
  doing('ALTER ROLE'),
  /^(IF .* NULL )?(GRANT|DENY|REVOKE) /,
  doing('(CREATE|ALTER) DATABASE AUDIT SPECIFICATION'),
  /EXEC catalog\.(grant|deny|revoke)_permission /,
];

interface Placed extends Masked {
  readonly database: string | undefined;
  readonly step: number;
}

/** What is out of order in a script, a line each. `isLinked` when every grantor of it has its grant option. */
export function orderFaults(script: string, isLinked: boolean): readonly string[] {
  const faults: string[] = [];
  const placed = scriptStatements(script).flatMap(({ database, sql }): Placed[] => {
    if (sql === undefined) return [];
    const masked = mask(sql);
    const steps = database === undefined ? SERVER_STEPS : DATABASE_STEPS;
    const step = steps.findIndex((form) => form.test(masked.text));
    if (step < 0) faults.push(`no known statement: ${masked.text}`);
    return [{ ...masked, database, step }];
  });
  faults.push(...phases(placed), ...madeFirst(placed), ...columnsLast(placed), ...twice(placed));
  if (isLinked) faults.push(...chains(placed));
  return faults;
}

function phases(placed: readonly Placed[]): readonly string[] {
  const faults: string[] = [];
  const done = new Set<string>();
  let before: Placed | undefined;
  let server = -1;
  for (const statement of placed) {
    const { database, step, text } = statement;
    if (database !== before?.database) {
      if (database !== undefined && done.has(database)) faults.push(`${database} comes twice`);
      if (database !== undefined) done.add(database);
    } else if (before !== undefined && step < before.step) faults.push(`too late: ${text}`);
    if (database === undefined) {
      if (step < server) faults.push(`too late: ${text}`);
      const isBehind = step > LAST_BEFORE_DATABASES;
      if (!isBehind && done.size > 0) faults.push(`behind the databases: ${text}`);
      server = step;
    } else if (server > LAST_BEFORE_DATABASES) faults.push(`${database} comes behind what comes last`);
    before = statement;
  }
  return faults;
}

const MADE = /CREATE (LOGIN|SERVER ROLE|USER|ROLE|APPLICATION ROLE) \[/;
const NAMED = ['TO', 'FROM', 'ADD MEMBER', 'AS'];

/** A principal that the script makes is named nowhere before. */
function madeFirst(placed: readonly Placed[]): readonly string[] {
  const madeAt = new Map<string, number>();
  placed.forEach(({ database, text, names }, at) => {
    const made = MADE.exec(text);
    const name = names[Number(/^[0-9]+/.exec(text.slice((made?.index ?? 0) + (made?.[0].length ?? 0)))?.[0])];
    if (made !== null && name !== undefined) madeAt.set(JSON.stringify([database, name]), at);
  });
  return placed.flatMap((statement, at) => {
    if (MADE.test(statement.text)) return [];
    // A database belongs to a login, whatever its users are called.
    if (statement.text.includes('ON DATABASE::')) return [];
    const used = NAMED.map((word) => nameAfter(statement, word)).filter((name) => name !== undefined);
    return used
      .filter((name) => (madeAt.get(JSON.stringify([statement.database, name])) ?? -1) > at)
      .map((name) => `${name} is named before it is made: ${statement.text}`);
  });
}

/** The securable of a permission statement, its columns apart. */
const ON =
  /^(GRANT|DENY|REVOKE) ([A-Z ]+?)(?: ON ([A-Z ]+::(?:\[[0-9]+\]\.)?\[[0-9]+\]))?( \(\[[0-9]+\]\))? (?:TO|FROM) /;

function securableOf({ text, names }: Masked): string {
  const on = ON.exec(text)?.[3] ?? '';
  return on.replace(/\[([0-9]+)\]/g, (_, at) => JSON.stringify(names[Number(at)]));
}

const isColumn = ({ text }: Masked) => ON.exec(text)?.[4] !== undefined;

/**
 * No row of a whole object comes behind a row of one of its columns. What takes a column from a holder of the grant
 * option takes all that the holder granted with it (CASCADE): it comes behind the holder's own row, before theirs.
 */
function columnsLast(placed: readonly Placed[]): readonly string[] {
  const columns = new Set<string>();
  return placed.flatMap((statement) => {
    const permission = ON.exec(statement.text)?.[2];
    const on = securableOf(statement);
    if (permission === undefined || on === '') return [];
    const grantee = nameAfter(statement, 'TO') ?? nameAfter(statement, 'FROM');
    const whole = JSON.stringify([statement.database, on]);
    const same = JSON.stringify([whole, permission, grantee, nameAfter(statement, 'AS')]);
    if (isColumn(statement)) columns.add(statement.text.includes(' CASCADE') ? same : whole);
    else if (columns.has(whole) || columns.has(same)) {
      return [`an object's row behind its column's: ${statement.text}`];
    }
    return [];
  });
}

/** Whoever is named as grantor has been given some grant option before. */
function chains(placed: readonly Placed[]): readonly string[] {
  const holders = new Set<string>();
  return placed.flatMap((statement) => {
    const [grantor, grantee] = [nameAfter(statement, 'AS'), nameAfter(statement, 'TO')];
    const isMissing =
      ON.test(statement.text) &&
      grantor !== undefined &&
      !holders.has(JSON.stringify([statement.database, grantor]));
    if (statement.text.includes(' WITH GRANT OPTION')) {
      holders.add(JSON.stringify([statement.database, grantee]));
    }
    return isMissing ? [`${grantor} grants before it may: ${statement.text}`] : [];
  });
}

/** One statement a row. */
function twice(placed: readonly Placed[]): readonly string[] {
  const seen = new Set<string>();
  return placed.flatMap((statement) => {
    if (!ON.test(statement.text)) return [];
    const key = JSON.stringify([statement.database, statement.text, statement.names]);
    const isTwin = seen.has(key);
    seen.add(key);
    return isTwin ? [`twice: ${statement.text}`] : [];
  });
}
