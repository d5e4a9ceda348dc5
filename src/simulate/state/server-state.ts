// The simulated server: everything that decides who may do what, as objects that refer to each other.

import { US_ENGLISH } from '../../model/catalog/language-id.ts';
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import { SYSTEM_DATABASES } from '../../model/catalog/system-database.ts';
import { SA_SID } from '../../model/catalog/system-principals.ts';
import type { SqlVersion } from '../../model/catalog/version.ts';
import { RegrantError } from '../../model/errors.ts';
import type { FactOf, Hex, ServerFact } from '../../model/fact.ts';
import type { Fold } from '../../model/name-fold.ts';
import type { DatabaseState } from './database-state.ts';
import { type Account, type AccountSource, type Directory, newSid } from './directory.ts';
import { type MailProfile, noLinks } from './links.ts';
import type { LoginState, Principal } from './principal.ts';
import { Scope } from './scope.ts';
import type { Target } from './securable.ts';
import { noThings } from './things.ts';
import { NameMap, UndoLog } from './undo-log.ts';

/** sa as Setup leaves it; the hash stands for the password that it was given, which no snapshot has. */
const SETUP_SA: LoginState = {
  isDisabled: false,
  defaultDatabase: 'master',
  defaultLanguage: US_ENGLISH,
  isPolicyChecked: true,
  isExpirationChecked: false,
  passwordHash: `0x0200${'00'.repeat(68)}`,
};

/** The id of the login that runs a script and that no fact speaks of. */
export const RUNNER_ID = 299;

/** What a simulated server is made of besides its principals. */
export interface ServerParts {
  readonly fact?: ServerFact;
  readonly version: SqlVersion;
  readonly directory: Directory;
  readonly fold: Fold;
  /** The language that new logins have; absent where it is not known. */
  readonly defaultLanguage?: string;
  /** Whether what is not there may be there all the same; default no. */
  readonly isOpen?: boolean;
}

/** The whole server. */
export class ServerState extends Scope {
  readonly fact: ServerFact | undefined;
  readonly version: SqlVersion;
  readonly directory: Directory;
  /** An open world: what a script speaks of may exist, though nothing says so. */
  readonly isOpen: boolean;
  readonly defaultLanguage: string | undefined;
  readonly things = noThings(this);
  readonly links = noLinks(this.log);
  readonly mailProfiles = new NameMap<MailProfile>(this.fold, this.log);
  /** What is taken as coming along with a database that a script makes, by the database's name. */
  readonly comingAlong = new Map<string, (made: DatabaseState) => void>();
  readonly #databases = new NameMap<DatabaseState>(this.fold, this.log);
  /** SIDs that stand for ones that nobody knows. */
  readonly #madeUp = new Set<Hex>();
  /** Who runs the script: a sysadmin that no fact speaks of, unless the caller named a login. */
  runner: Principal;

  constructor({ fact, version, directory, fold, defaultLanguage, isOpen = false }: ServerParts) {
    super(
      'SERVER',
      { id: 1, name: 'sa', type: 'S', sid: SA_SID, login: { ...SETUP_SA } },
      fold,
      new UndoLog(),
    );
    this.isOpen = isOpen;
    this.defaultLanguage = defaultLanguage;
    this.fact = fact;
    this.version = version;
    this.directory = directory;
    this.runner = this.addPrincipal({
      id: RUNNER_ID,
      name: '(the login that runs the script)',
      type: 'U',
      sid: '0x0105000000000005150000000000000000000000',
      isSystem: true,
      login: { isDisabled: false },
    });
  }

  /** The login with SID 0x01. */
  get sa(): Principal {
    return this.first;
  }

  /** A SID that nothing else has, the same for the same names: it stands for one that is not known. */
  madeUpSid(names: readonly string[], prefix: string = '0x'): Hex {
    const sid: Hex = `${prefix as Hex}${newSid(...names).slice(2)}`;
    this.#madeUp.add(sid);
    return sid;
  }

  /** The account of a name outside SQL Server; one that no fact knows has a SID that is made up. */
  account(source: AccountSource, database: string, name: string): Account {
    const known = this.directory.account(source, database, name);
    if (!known.isKnown) this.#madeUp.add(known.sid);
    return known;
  }

  /** The SID of a login, or of an account that comes by its group. */
  sidOf(name: string): Hex | undefined {
    return this.principal(name)?.sid ?? this.directory.sidOfOwner(name);
  }

  /** Who bears a SID: a principal, or an account that comes by its group. */
  nameOf(sid: Hex): string | undefined {
    return this.principalOfSid(sid)?.name ?? this.directory.ownerOfSid(sid);
  }

  /** A login that gets its SID takes its users and databases along, which were known by one that was made up. */
  override setSid(login: Principal, sid: Hex): void {
    const old = login.sid;
    super.setSid(login, sid);
    if (old === undefined || !this.isMadeUp(old)) return;
    for (const database of this.databases()) {
      const user = database.principalOfSid(old);
      if (user !== undefined) database.setSid(user, sid);
      if (database.options.ownerSid === old) database.setOwner(sid);
    }
  }

  /** A login that is dropped loses its mappings to linked servers (a guess). */
  override dropPrincipal(principal: Principal): void {
    super.dropPrincipal(principal);
    this.links['linked-login'].deleteWhere(({ login }) => login === principal);
  }

  /** The audit of a specification: the one that has its GUID, else the one of the name that was said. */
  auditOf({
    audit,
    auditGuid,
  }: Pick<FactOf<'audit-specification'>, 'audit' | 'auditGuid'>): string | undefined {
    if (auditGuid === undefined) return audit;
    for (const { guid, name } of this.things['server-audit'].values()) if (guid === auditGuid) return name;
    return undefined;
  }

  isMadeUp(sid: Hex): boolean {
    return this.#madeUp.has(sid);
  }

  /** Has a login of the server run the script. Throws a RegrantError `bad-option` where there is none of that name. */
  runAs(name: string): void {
    const login = this.principal(name);
    if (login?.login === undefined) {
      throw new RegrantError({
        code: 'bad-option',
        fact: `The server has no login ${name} to run the script.`,
        remedy: 'Name a login that is there before the script runs, or none.',
      });
    }
    this.runner = login;
  }

  database(name: string): DatabaseState | undefined {
    return this.#databases.get(name);
  }

  databases(): Iterable<DatabaseState> {
    return this.#databases.values();
  }

  /** Credentials are securables too, from 2022 on. */
  override target(found: SecurableClass, schema: string | undefined, name: string): Target | undefined {
    if (found !== 'CREDENTIAL') return super.target(found, schema, name);
    const credential = this.things.credential.get(name);
    const key = this.securableKey(found, undefined, name);
    return (
      credential && {
        class: found,
        key,
        securable: { id: credential.id, class: found, name: credential.name },
      }
    );
  }

  renameDatabase(database: DatabaseState, name: string): void {
    this.#databases.delete(database.name);
    this.log.change(database, { name });
    this.#databases.set(name, database);
  }

  addDatabase(database: DatabaseState): DatabaseState {
    this.#databases.set(database.name, database);
    return database;
  }

  nextDatabaseId(name: string): number {
    const system = SYSTEM_DATABASES.indexOf(name);
    return system >= 0 ? ([1, 3, 4, 2][system] ?? 0) : this.#databases.size + 5;
  }
}
