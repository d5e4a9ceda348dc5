// The database of a report server in a generated environment: its roles, items with policies of their own, and who has
// which role by each, as a document and by ids.
import type { ServerPrincipal } from './build-server.ts';
import { guidOf } from './build-server-securables.ts';
import {
  addFrame,
  BIT,
  type Columns,
  GUID,
  INT,
  NTEXT,
  SID,
  TINYINT,
  text,
} from './build-tables-of-users.ts';
import { Choices } from './choices.ts';
import type { Tables } from './environment.ts';
import { addRow } from './environment.ts';
import type { EnvironmentPlan } from './environment-plan.ts';
import { forEachItem } from './environment-plan.ts';
import { NameRegister } from './name-register.ts';
import { domainSid } from './sid.ts';

/** The name that setup gives it. */
export const REPORTS = 'ReportServer';

const DBO_SCHEMA = 1;

/** The columns of its tables that a capture asks for. */
const TABLES: Columns = {
  Roles: {
    RoleID: GUID,
    RoleName: text(260),
    Description: text(512),
    TaskMask: text(32),
    RoleFlags: TINYINT,
  },
  Policies: { PolicyID: GUID, PolicyFlag: TINYINT },
  Catalog: { ItemID: GUID, Path: text(425), Name: text(425), Type: INT, PolicyID: GUID, PolicyRoot: BIT },
  SecData: { SecDataID: GUID, PolicyID: GUID, AuthType: INT, XmlDescription: NTEXT },
  PolicyUserRole: { ID: GUID, RoleID: GUID, UserID: GUID, PolicyID: GUID },
  Users: { UserID: GUID, Sid: SID, UserType: INT, AuthType: INT, UserName: text(260) },
};

const WINDOWS = 1;
/** How users sign in by an extension of one's own: they have no SID. */
const CUSTOM = 3;

interface Role {
  readonly id: string;
  readonly name: string;
}

interface User extends Role {
  readonly sid: Uint8Array | null;
}

/** Builds the tables; none where the plan has no item for them. */
export function buildReports(plan: EnvironmentPlan, logins: readonly ServerPrincipal[]): Tables {
  const tables: Tables = new Map();
  const builder = new ReportsBuilder(tables, plan.hostile, logins);
  forEachItem(plan.reports, (item) => builder.add(new Choices(item)));
  return tables;
}

class ReportsBuilder {
  private readonly tables: Tables;
  private readonly names: NameRegister;
  private readonly logins: readonly ServerPrincipal[];
  private readonly roles: Role[] = [];
  private readonly users: User[] = [];
  private policies = 0;
  private rows = 0;

  constructor(tables: Tables, hostile: boolean, logins: readonly ServerPrincipal[]) {
    this.tables = tables;
    this.names = new NameRegister(hostile);
    this.logins = logins.filter(({ type }) => type === 'U' || type === 'G');
  }

  /** Adds a policy, of the report server itself first, else of an item or of none any more. */
  add(choices: Choices): boolean {
    if (this.policies === 0) this.begin(choices);
    const isSystem = this.policies === 0;
    const number = this.policies++;
    const policy = guidOf('a000', number);
    addRow(this.tables, 'dbo.Policies', { PolicyID: policy, PolicyFlag: isSystem ? 1 : 0 });
    const isGone = choices.once(6);
    if (!isSystem && !isGone) this.addItem(policy, number, choices);
    this.addPolicy(policy, choices);
    return true;
  }

  private begin(choices: Choices): void {
    addFrame(this.tables, { type: 'U', schema: DBO_SCHEMA }, TABLES);
    const named = ['Browser', 'System User', this.names.draw(choices, 'Auditor')];
    named.forEach((name, index) => {
      const id = guidOf('b000', index);
      this.roles.push({ id, name });
      addRow(this.tables, 'dbo.Roles', {
        RoleID: id,
        RoleName: name,
        Description: choices.pick([null, "it's & <so>"]),
        TaskMask: '0010101001000100',
        RoleFlags: choices.pick([0, 1, 2]),
      });
    });
    for (const { name, sid } of this.logins.slice(0, 3)) this.addUser(name, sid);
    // An account that was renamed, or is known by a group alone, and a user of another way to sign in.
    this.addUser('CONTOSO\\was called so', domainSid(600_001));
    this.addUser('forms user', null);
  }

  private addUser(name: string, sid: Uint8Array | null): void {
    const id = guidOf('c000', this.users.length);
    this.users.push({ id, name, sid });
    const AuthType = sid === null ? CUSTOM : WINDOWS;
    addRow(this.tables, 'dbo.Users', { UserID: id, Sid: sid, UserType: 1, AuthType, UserName: name });
  }

  private addItem(policy: string, number: number, choices: Choices): void {
    const name = this.names.draw(choices, `item_${number}`);
    const isRoot = number === 1;
    const row = { ItemID: guidOf('d000', number), PolicyID: policy, PolicyRoot: true };
    const Type = choices.pick([1, 2, 8, 42]);
    addRow(this.tables, 'dbo.Catalog', { ...row, Type, Path: isRoot ? '' : `/${name}`, Name: name });
    if (!choices.once(2)) return;
    // What has no policy of its own names that of what it is in.
    const inside = { ItemID: guidOf('e000', number), PolicyID: policy, PolicyRoot: false };
    addRow(this.tables, 'dbo.Catalog', { ...inside, Type: 2, Path: `/${name}/report`, Name: 'report' });
  }

  private addPolicy(policy: string, choices: Choices): void {
    const entries = this.users.flatMap((user) =>
      this.roles.filter(() => choices.once(3)).map((role) => [user, role] as const),
    );
    // One that was written by an older release is there by ids alone.
    const hasDocument = !choices.once(4);
    const isOther = choices.once(4);
    for (const [index, [user, role]] of entries.entries()) {
      if (isOther && hasDocument && index === 0) continue;
      const ID = guidOf('f000', this.rows++);
      addRow(this.tables, 'dbo.PolicyUserRole', { ID, RoleID: role.id, UserID: user.id, PolicyID: policy });
    }
    if (!hasDocument) return;
    for (const AuthType of [WINDOWS, CUSTOM]) {
      const mine = entries.filter(([{ sid }]) => (sid === null ? CUSTOM : WINDOWS) === AuthType);
      if (mine.length === 0 && AuthType === CUSTOM) continue;
      const SecDataID = guidOf('f800', this.rows++);
      const XmlDescription = documentOf(mine, choices);
      addRow(this.tables, 'dbo.SecData', { SecDataID, PolicyID: policy, AuthType, XmlDescription });
    }
  }
}

type Entry = readonly [User, Role];

/** A policy for each account, with its roles; a SID may have a byte before it. */
function documentOf(entries: readonly Entry[], choices: Choices): string {
  const users = [...new Set(entries.map(([user]) => user))];
  const policies = users.map((user) => {
    const roles = entries.filter(([other]) => other === user).map(([, role]) => role);
    const bytes = user.sid === null ? [] : [...(choices.once(2) ? [5] : []), ...user.sid];
    const id =
      bytes.length === 0 ? '' : `<GroupUserId>${Buffer.from(bytes).toString('base64')}</GroupUserId>`;
    const list = roles.map(({ name }) => `<Role><Name>${escaped(name)}</Name></Role>`).join('');
    return `<Policy><GroupUserName>${escaped(user.name)}</GroupUserName>${id}<Roles>${list}</Roles></Policy>`;
  });
  return `<Policies>${policies.join('')}</Policies>`;
}

const escaped = (name: string): string => name.replace(/[&<>\r\n\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
