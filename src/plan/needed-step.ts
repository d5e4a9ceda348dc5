// Which steps of the full plan a difference needs: each step is of one fact, and of some of its properties.
import type { Fact, FactKind } from '../model/fact.ts';
import { keyFor } from '../model/identity.ts';
import type { SecurableName } from '../text/quote.ts';
import type { ActionName } from './action.ts';
import type { FactChanges } from './compare-snapshots.ts';
import type { Step } from './plan.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** What a step is of. */
interface Subject {
  readonly kind: FactKind;
  /** The parameter that holds the fact's name. */
  readonly name: string;
  /** The property of the fact's identity that the name is. */
  readonly as?: string;
  /** Whether a fact that is not there yet needs it. */
  readonly added: boolean;
  /** The properties whose change needs it. */
  readonly properties: readonly string[];
}

const of = (kind: FactKind, name: string, added: boolean, ...properties: readonly string[]): Subject => ({
  kind,
  name,
  added,
  properties,
});

const created = (kind: FactKind, name: string): Subject => of(kind, name, true);
const user = (): Subject =>
  of('user', 'user', true, 'defaultSchema', 'defaultLanguage', 'allowEncryptedValueModifications');

/** Actions that are of a fact named by one parameter. The others are told apart below. */
const SUBJECTS: Readonly<Partial<Record<ActionName, Subject>>> = {
  'set-configuration': of('configuration', 'option', true, 'value', 'valueInUse'),
  'trust-assembly': { ...created('trusted-assembly', 'hash'), as: 'hash' },
  'create-credential': created('credential', 'credential'),
  'create-sql-login': created('login', 'login'),
  'create-windows-login': created('login', 'login'),
  'create-external-login': created('login', 'login'),
  'create-certificate-login': created('login', 'login'),
  'create-asymmetric-key-login': created('login', 'login'),
  'set-login-password': of('login', 'login', false, 'passwordHash'),
  'set-login-policy': of('login', 'login', false, 'passwordHash', 'isPolicyChecked', 'isExpirationChecked'),
  'set-login-credential': of('login', 'login', true, 'credential'),
  'add-login-credential': of('login', 'login', true, 'providerCredentials'),
  'create-server-role': created('server-role', 'role'),
  'own-server-role': of('server-role', 'role', true, 'owner'),
  'revoke-connect-sql': created('login', 'login'),
  'own-database': of('database', 'database', true, 'owner', 'ownerSid'),
  'set-trustworthy': of('database', 'database', true, 'isTrustworthy'),
  'set-db-chaining': of('database', 'database', true, 'isDbChaining'),
  'enable-broker': of('database', 'database', true, 'isBrokerEnabled'),
  'create-user-for-login': user(),
  'create-user-for-external-login': user(),
  'create-windows-user': user(),
  'create-external-user': user(),
  'create-user-without-login': user(),
  'create-certificate-user': created('user', 'user'),
  'create-asymmetric-key-user': created('user', 'user'),
  'create-contained-user': created('user', 'user'),
  'rename-user': created('user', 'user'),
  'remap-user': of('user', 'user', false, 'sid', 'login'),
  'create-role': created('role', 'role'),
  'own-role': of('role', 'role', true, 'owner'),
  'create-application-role': created('application-role', 'role'),
  'create-schema': created('schema', 'schema'),
  'own-schema': of('schema', 'schema', false, 'owner'),
  'set-default-database': of('login', 'login', true, 'defaultDatabase'),
  'set-default-language': of('login', 'login', true, 'defaultLanguage'),
  'enable-login': of('login', 'login', true, 'isDisabled'),
  'disable-login': of('login', 'login', true, 'isDisabled'),
};

/** Tells of the steps of a plan for `after` whether the differences need them. */
export class NeededSteps {
  readonly #changes: FactChanges;
  readonly #index: SnapshotIndex;
  /** Permissions that a change of owner takes away, by key. */
  readonly #lost: ReadonlySet<string>;

  constructor(changes: FactChanges, index: SnapshotIndex, lost: ReadonlySet<string>) {
    this.#changes = changes;
    this.#index = index;
    this.#lost = lost;
  }

  /** Whether a step is needed. */
  has(step: Step, database: string | undefined): boolean {
    const subject = SUBJECTS[step.action];
    if (subject !== undefined) return this.#isOf(step, database, subject);
    const { values } = step;
    switch (step.action) {
      case 'show-advanced-options':
      case 'restore-advanced-options':
        return this.#isTouched(keyFor({ kind: 'configuration', name: 'clr strict security' }));
      case 'add-message':
        return this.#isTouched(
          keyFor({ kind: 'message', messageId: values.id, languageId: values.languageId }),
        );
      case 'add-server-role-member':
      case 'add-role-member':
        return this.#isTouched(
          keyFor({ kind: 'role-member', database, role: values.role, member: values.member }),
        );
      case 'own-endpoint':
        return this.#ownerOf({ class: 'ENDPOINT', name: values.endpoint as string }, database);
      case 'own-availability-group':
        return this.#ownerOf({ class: 'AVAILABILITY GROUP', name: values.group as string }, database);
      case 'own-securable':
        return this.#ownerOf(values.on as SecurableName, database);
      case 'grant-connect-sql': {
        const key = this.#permission(
          { permission: 'CONNECT SQL', on: { class: 'SERVER' }, grantee: values.login },
          database,
        );
        return this.#isTouched(key) && !this.#isAdded('login', values.login);
      }
      case 'grant':
      case 'deny':
      case 'revoke':
        return this.#isPermissionNeeded(step, database);
      default:
        return false;
    }
  }

  #isOf(step: Step, database: string | undefined, subject: Subject): boolean {
    const { kind, name, as = 'name', added, properties } = subject;
    const scope = kind === 'database' ? {} : { database };
    const key = keyFor({ kind, ...scope, [as]: step.values[name] });
    if (this.#changes.added.has(key)) return added;
    const change = this.#changes.changed.get(key);
    return properties.some((property) => change?.properties.has(property));
  }

  #isTouched(key: string): boolean {
    return this.#changes.added.has(key) || this.#changes.changed.has(key);
  }

  #isAdded(kind: FactKind, name: unknown, database?: string): boolean {
    return this.#changes.added.has(keyFor({ kind, database, name }));
  }

  #ownerOf(on: SecurableName, database: string | undefined): boolean {
    const key = keyFor({ kind: 'securable', database, ...on });
    return this.#changes.changed.get(key)?.properties.has('owner') ?? false;
  }

  #isPermissionNeeded(step: Step, database: string | undefined): boolean {
    const key = this.#permission(step.values, database);
    const change = this.#changes.changed.get(key);
    // GRANT never takes the grant option back: REVOKE GRANT OPTION FOR does, in a step of its own.
    if (change !== undefined && stateOf(change.before) === 'W' && stateOf(change.after) === 'G') return false;
    if (this.#isTouched(key) || this.#lost.has(key)) return true;
    // CREATE USER grants CONNECT, which a user that had none has to lose again.
    const { permission, grantee } = step.values;
    return step.action === 'revoke' && permission === 'CONNECT' && this.#isAdded('user', grantee, database);
  }

  #permission(values: Readonly<Record<string, unknown>>, database: string | undefined): string {
    const on = values.on as SecurableName;
    const grantor =
      values.grantor ?? this.#index.ownerOf({ ...on, ...(database === undefined ? {} : { database }) });
    const { permission, column, grantee } = values;
    return keyFor({ kind: 'permission', database, ...on, column, permission, grantee, grantor });
  }
}

function stateOf(fact: Fact): string | undefined {
  return fact.kind === 'permission' ? fact.state : undefined;
}
