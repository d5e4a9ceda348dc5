// GRANT, DENY and REVOKE over the rows of sys.server_permissions and sys.database_permissions. Sources: "GRANT
// (Transact-SQL)", "DENY (Transact-SQL)", "REVOKE (Transact-SQL)" (Microsoft); what they leave open is marked a guess.
import { catalogPermissions } from '../catalog/catalog.ts';
import { failAt, syntaxNear } from '../messages.ts';
import { coveringChain, isGrantable, isKnown } from '../security/covering.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import type { RowRecord, Table } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { cannotDo, incompatible, needsCascade, needsMaster, notSpecial } from './errors.ts';
import { parseName, parseNames } from './options.ts';
import {
  databasePrincipal,
  databaseTable,
  idOf,
  serverPrincipal,
  serverTable,
  tokensOf,
} from './principals.ts';
import type { Securable, SecurableSyntax } from './securables.ts';
import { columnId, findSecurable, parseSecurable, wholeOf } from './securables.ts';
import type { Ddl } from './syntax.ts';

type Verb = 'GRANT' | 'DENY' | 'REVOKE';

interface PermissionSyntax {
  readonly verb: Verb;
  readonly permissions: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly on?: SecurableSyntax;
  readonly columns: readonly string[];
  readonly grantees: readonly string[];
  readonly withGrantOption: boolean;
  readonly grantOptionFor: boolean;
  readonly cascade: boolean;
  readonly as?: string;
}

/** The statement from its verb on. */
export function parsePermission(stream: TokenStream): Ddl {
  const verb = stream.advance().word as Verb;
  const grantOptionFor = verb === 'REVOKE' && stream.takeWord('GRANT', 'OPTION', 'FOR');
  const permissions = parsePermissions(stream);
  let on: SecurableSyntax | undefined;
  let columns: readonly string[] = [];
  if (stream.takeWord('ON')) {
    on = parseSecurable(stream);
    if (stream.isSymbol('(')) columns = parseColumns(stream);
  }
  if (!stream.takeWord('TO') && !(verb === 'REVOKE' && stream.takeWord('FROM'))) throw stream.unexpected();
  const grantees = parseNames(stream);
  const withGrantOption = verb === 'GRANT' && stream.takeWord('WITH', 'GRANT', 'OPTION');
  const cascade = verb !== 'GRANT' && stream.takeWord('CASCADE');
  const as = stream.takeWord('AS') ? parseName(stream) : undefined;
  const syntax: PermissionSyntax = {
    verb,
    permissions,
    columns,
    grantees,
    withGrantOption,
    grantOptionFor,
    cascade,
    ...(on === undefined ? {} : { on }),
    ...(as === undefined ? {} : { as }),
  };
  return (context) => run(syntax, context);
}

function parsePermissions(stream: TokenStream): PermissionSyntax['permissions'] {
  const list: { name: string; columns: readonly string[] }[] = [];
  do {
    const { line } = stream;
    const words: string[] = [];
    while (stream.token.kind === 'name' && !['ON', 'TO', 'FROM'].includes(stream.token.word))
      words.push(stream.advance().word);
    if (words.length === 0) throw stream.unexpected();
    const name = words.join(' ') === 'EXEC' ? 'EXECUTE' : words.join(' ');
    // Permissions are words of the grammar: one that no class has is a syntax error.
    if (!knownNames().has(name)) throw syntaxNear(line, words[0] ?? '');
    list.push({ name, columns: stream.isSymbol('(') ? parseColumns(stream) : [] });
  } while (stream.takeSymbol(','));
  return list;
}

let names: ReadonlySet<string> | undefined;

function knownNames(): ReadonlySet<string> {
  names ??= new Set(catalogPermissions().map(({ name }) => name));
  return names;
}

function parseColumns(stream: TokenStream): readonly string[] {
  stream.expectSymbol('(');
  const columns = parseNames(stream);
  stream.expectSymbol(')');
  return columns;
}

/** Words of permissions that only the server has, where nothing is written after ON. */
function isServerPermission(name: string, { state }: DdlContext): boolean {
  return isKnown('SERVER', name, state.server.version) && !isKnown('DATABASE', name, state.server.version);
}

function run(syntax: PermissionSyntax, context: DdlContext): void {
  const { state, line } = context;
  const onServer =
    syntax.on === undefined && syntax.permissions.some(({ name }) => isServerPermission(name, context));
  if (onServer && state.database !== 'master') throw needsMaster(line);
  const securable =
    syntax.on === undefined ? wholeOf(onServer ? 'SERVER' : 'DATABASE') : findSecurable(syntax.on, context);
  const grantees = syntax.grantees.map((name) => granteeOf(name, securable, context));
  for (const { name, columns } of syntax.permissions) {
    if (!isGrantable(securable.classDesc, name, state.server.version)) throw incompatible(line, name);
    const named = [...columns, ...syntax.columns];
    const minors =
      named.length === 0 ? [0] : named.map((column) => columnOf(securable, column, name, context));
    const grantor = grantorOf(syntax, securable, name, context);
    for (const grantee of grantees) {
      for (const minor of minors) change(syntax, securable, name, minor, grantee, grantor, context);
    }
  }
}

const COLUMN_PERMISSIONS: Readonly<Record<string, number>> = {
  SELECT: 2012,
  UPDATE: 2012,
  REFERENCES: 2012,
  UNMASK: 2022,
};

function columnOf(securable: Securable, column: string, permission: string, context: DdlContext): number {
  const since = COLUMN_PERMISSIONS[permission];
  if (securable.classDesc !== 'OBJECT' || since === undefined || since > context.state.server.version) {
    throw failAt(
      context.line,
      1020,
      'Sub-entity lists (such as column or security expressions) cannot be specified for entity-level permissions.',
      15,
    );
  }
  return columnId(securable, column, context);
}

function granteeOf(name: string, securable: Securable, { state, line }: DdlContext): number {
  const principal = securable.isServer ? serverPrincipal(state, name) : databasePrincipal(state, name);
  if (principal === undefined) throw cannotDo(line, 'find', securable.isServer ? 'login' : 'user', name);
  const id = idOf(principal);
  const special = securable.isServer ? id === 1 : id === 1 || id === 3 || id === 4;
  if (special) throw notSpecial(line);
  if (principal.is_fixed_role === 1)
    throw failAt(line, 4617, 'Cannot grant, deny or revoke permissions to or from special roles.');
  const isSelf = securable.isServer && id === state.identity.principalId;
  const isOwner = id === securable.ownerId && securable.classNumber !== 0 && securable.classNumber !== 100;
  if (isSelf || isOwner) throw notSpecial(line);
  return id;
}

/** Whom the row names: AS, or the owner where a sysadmin or the owner grants, else who holds the grant option. */
function grantorOf(
  { as, verb }: PermissionSyntax,
  securable: Securable,
  permission: string,
  context: DdlContext,
): number {
  const { state, line } = context;
  if (as === undefined) return executorOf(securable, permission, context);
  const principal = securable.isServer ? serverPrincipal(state, as) : databasePrincipal(state, as);
  if (principal === undefined) throw cannotDo(line, 'find', securable.isServer ? 'login' : 'user', as);
  const id = idOf(principal);
  if (id === securable.ownerId) return id;
  if (!mayGrant(id, securable, permission, context)) {
    if (verb === 'REVOKE') return id;
    throw cannotDo(line, 'find', securable.classDesc.toLowerCase(), securable.name);
  }
  return id;
}

function executorOf(securable: Securable, permission: string, { state, line }: DdlContext): number {
  if (securable.isServer) {
    if (state.rights.has('CONTROL SERVER')) return securable.ownerId;
    const rows = serverTable(state, 'sys.server_permissions').records({
      class: securable.classNumber,
      major_id: securable.majorId,
      permission_name: permission,
      state: 'W',
    });
    const own = rows.find((row) => state.rights.tokenIds.has(Number(row.grantee_principal_id)));
    if (own === undefined) throw failAt(line, 4613, 'Grantor does not have GRANT permission.');
    return Number(own.grantee_principal_id);
  }
  const rights = state.rightsIn(state.database);
  if (rights.has('CONTROL') || rights.tokenIds.has(securable.ownerId)) return securable.ownerId;
  const rows = databaseTable(state, 'sys.database_permissions').records({
    class: securable.classNumber,
    major_id: securable.majorId,
    permission_name: permission,
    state: 'W',
  });
  const own = rows.find((row) => rights.tokenIds.has(Number(row.grantee_principal_id)));
  if (own === undefined) throw cannotDo(line, 'find', securable.classDesc.toLowerCase(), securable.name);
  return Number(own.grantee_principal_id);
}

const SCHEMA_CLASS = 3;

/** Whether a principal holds the permission with grant option, or one that implies it, itself or through a role. */
function mayGrant(id: number, securable: Securable, permission: string, { state }: DdlContext): boolean {
  const scope = securable.isServer ? 'server' : 'database';
  const tokens = tokensOf(state, id, scope);
  const all = securable.isServer ? 3 : 16_384;
  if (id === 1 || tokens.has(all) || (!securable.isServer && tokens.has(16_386))) return true;
  const table = permissionTable(securable, { state, line: 1 });
  const { version } = state.server;
  const chain = coveringChain(securable.classDesc, permission, version);
  const names = new Set(chain.map(({ name }) => name));
  const above = new Set(chain.map(({ parentCovering }) => parentCovering).filter((name) => name !== ''));
  const top = securable.isServer ? 100 : 0;
  return candidates(table, tokens).some((row) => {
    if (row.state !== 'W' && row.permission_name !== 'CONTROL' && row.permission_name !== 'CONTROL SERVER')
      return false;
    if (row.state === 'D' || row.state === 'R') return false;
    const name = String(row.permission_name);
    if (row.class === securable.classNumber && row.major_id === securable.majorId) return names.has(name);
    const inSchema = row.class === SCHEMA_CLASS && row.major_id === securable.schemaId;
    return (
      (inSchema || row.class === top) && (names.has(name) || above.has(name) || name.startsWith('CONTROL'))
    );
  });
}

function candidates(table: Table, tokens: ReadonlySet<number>): readonly RowRecord[] {
  const grantee = table.reader('grantee_principal_id');
  return table.recordsOf(table.rows.filter((row) => tokens.has(Number(grantee(row)))));
}

function permissionTable({ isServer }: Securable, { state }: DdlContext): Table {
  return isServer
    ? serverTable(state, 'sys.server_permissions')
    : databaseTable(state, 'sys.database_permissions');
}

interface Place {
  readonly class: number;
  readonly major_id: number;
  readonly permission_name: string;
}

function change(
  { verb, withGrantOption, grantOptionFor, cascade }: PermissionSyntax,
  securable: Securable,
  permission: string,
  minor: number,
  grantee: number,
  grantor: number,
  context: DdlContext,
): void {
  const table = permissionTable(securable, context);
  const place: Place = {
    class: securable.classNumber,
    major_id: securable.majorId,
    permission_name: permission,
  };
  const key = { ...place, minor_id: minor, grantee_principal_id: grantee, grantor_principal_id: grantor };
  const now = find(table, key);
  if (verb !== 'GRANT' && now?.state === 'W' && !cascade) throw needsCascade(context.line);
  if (verb !== 'GRANT' && now?.state === 'W') removeGrantedBy(table, place, minor, grantee);
  if (minor === 0) dropColumns(table, place, grantee);
  if (grantOptionFor) {
    if (now?.state === 'W') put(table, key, 'G');
    else if (now?.state === 'G') remove(table, key);
    return;
  }
  if (verb === 'REVOKE') {
    const whole = minor === 0 ? undefined : find(table, { ...key, minor_id: 0 });
    if (whole === undefined) remove(table, key);
    else put(table, key, 'R');
    return;
  }
  const wanted = verb === 'DENY' ? 'D' : withGrantOption || now?.state === 'W' ? 'W' : 'G';
  // "GRANT Object Permissions": a column row says where the column differs from its object, and only there.
  const whole = minor === 0 ? undefined : find(table, { ...key, minor_id: 0 });
  if (whole?.state === wanted) remove(table, key);
  else put(table, key, wanted);
}

type Key = Place & {
  readonly minor_id: number;
  readonly grantee_principal_id: number;
  readonly grantor_principal_id: number;
};

const COLUMNS = [
  'grantee_principal_id',
  'class',
  'major_id',
  'minor_id',
  'grantor_principal_id',
  'permission_name',
] as const;

function matcher(table: Table, key: Key): (row: Table['rows'][number]) => boolean {
  const parts = COLUMNS.map((column) => [table.view.indexOf.get(column) ?? 0, key[column]] as const);
  return (row) => parts.every(([index, value]) => row[index] === value);
}

function find(table: Table, key: Key): RowRecord | undefined {
  const row = table.rows.find(matcher(table, key));
  return row && table.recordsOf([row])[0];
}

function remove(table: Table, key: Key): void {
  const matches = matcher(table, key);
  if (!table.rows.some(matches)) return;
  table.replace(table.rows.filter((row) => !matches(row)));
}

function put(table: Table, key: Key, state: 'G' | 'W' | 'D' | 'R'): void {
  const now = find(table, key);
  if (now?.state === state) return;
  remove(table, key);
  table.insert({ ...key, state });
}

/** Object-level statements put the columns back to what the object says (a guess for rows of other grantors). */
function dropColumns(table: Table, place: Place, grantee: number): void {
  if (place.class !== 1) return;
  const isColumn = (record: {
    class: unknown;
    major_id: unknown;
    permission_name: unknown;
    grantee_principal_id: unknown;
    minor_id: unknown;
  }) =>
    record.grantee_principal_id === grantee &&
    record.minor_id !== 0 &&
    record.class === place.class &&
    record.major_id === place.major_id &&
    record.permission_name === place.permission_name;
  filter(table, isColumn as (record: RowRecord) => boolean, [
    'grantee_principal_id',
    'minor_id',
    'class',
    'major_id',
    'permission_name',
  ]);
}

/** CASCADE takes what the grantee gave on, and what came of that. */
function removeGrantedBy(table: Table, place: Place, minor: number, grantor: number): void {
  const given = table.records(
    (row) =>
      row.grantor_principal_id === grantor &&
      row.class === place.class &&
      row.major_id === place.major_id &&
      row.permission_name === place.permission_name &&
      (minor === 0 || row.minor_id === minor),
  );
  for (const row of given) {
    remove(table, {
      ...place,
      minor_id: Number(row.minor_id),
      grantee_principal_id: Number(row.grantee_principal_id),
      grantor_principal_id: grantor,
    });
    if (row.state === 'W') removeGrantedBy(table, place, minor, Number(row.grantee_principal_id));
  }
}

function filter(table: Table, isMeant: (record: RowRecord) => boolean, columns: readonly string[]): void {
  const readers = columns.map((column) => [column, table.reader(column)] as const);
  const test = (row: Table['rows'][number]) =>
    isMeant(Object.fromEntries(readers.map(([column, read]) => [column, read(row)])));
  if (table.rows.some(test)) table.replace(table.rows.filter((row) => !test(row)));
}

/** Takes the rows of a securable away, as a change of its owner does. */
export function forgetPermissions(table: Table, classNumber: number, majorIds: ReadonlySet<number>): void {
  const [kind, major] = [table.reader('class'), table.reader('major_id')];
  const isMeant = (row: Table['rows'][number]) =>
    kind(row) === classNumber && majorIds.has(Number(major(row)));
  if (table.rows.some(isMeant)) table.replace(table.rows.filter((row) => !isMeant(row)));
}
