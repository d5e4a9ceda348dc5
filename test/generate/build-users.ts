// Users of every kind, by `authentication_type` and SID as a server would have them, and their CONNECT rows.
import { classNamed } from '../server/engine/catalog/securable-classes.ts';
import type { ServerPrincipal } from './build-server.ts';
import { addThingRow } from './build-things.ts';
import type { Choices } from './choices.ts';
import type { DatabaseBuild } from './database-build.ts';
import { DBO } from './database-build.ts';
import type { RowRecord } from './environment.ts';
import { domainSid, entraSid, internalSid, sqlSid } from './sid.ts';

type UserKind =
  | 'login'
  | 'without login'
  | 'certificate'
  | 'asymmetric key'
  | 'application role'
  | 'orphan'
  | 'through group'
  | 'contained'
  | 'external'
  | 'external group';

/** Adds users, each login at most once, and never the database's owner or its dbo. */
export class UserBuilder {
  private readonly build: DatabaseBuild;
  private readonly freeLogins: ServerPrincipal[];

  constructor(build: DatabaseBuild) {
    this.build = build;
    const { logins, ownerSid, dboSid } = build.setting;
    const taken = [ownerSid, dboSid ?? ownerSid].map((sid) => Buffer.from(sid));
    this.freeLogins = logins.filter(({ sid }) => !taken.some((other) => other.equals(sid)));
  }

  /** Adds the user that the choices make. */
  add(choices: Choices): boolean {
    const { build } = this;
    const kind = choices.pick(this.kinds());
    const id = build.nextPrincipalId();
    const isMapped = kind === 'login' && this.freeLogins.length > 0;
    const user = isMapped ? this.mappedUser(id, choices) : this.unmappedUser(kind, id, choices);
    build.add('sys.database_principals', { principal_id: id, is_fixed_role: false, ...user });
    const type = String(user.type);
    build.users.push({ id, type });
    if (type !== 'A') this.connect(id, choices.pick(['G', 'G', 'G', 'none', 'D', 'G']));
    return true;
  }

  private kinds(): readonly UserKind[] {
    const kinds: UserKind[] = ['login', 'login', 'without login', 'certificate', 'asymmetric key'];
    kinds.push('application role', 'orphan', 'through group');
    if (this.build.setting.isContained) kinds.push('contained', 'contained');
    if (this.build.version >= 2022) kinds.push('external', 'external group');
    return kinds;
  }

  private mappedUser(id: number, choices: Choices): RowRecord {
    const names = this.build.names('principals');
    const [login] = this.freeLogins.splice(choices.below(this.freeLogins.length), 1);
    if (login === undefined) throw new Error('No login is left.');
    const isWindows = login.type === 'U' || login.type === 'G';
    // The certificate or key is master's: in this database only the login has its SID.
    const hasSchema = 'SUE'.includes(login.type);
    const isSameName = !choices.once(3) && names.isFree(login.name);
    return {
      name: isSameName
        ? names.claim(login.name)
        : names.draw(choices, `user_${id}`, isWindows ? 'CONTOSO\\' : ''),
      type: login.type,
      sid: login.sid,
      authentication_type: { S: 1, U: 3, G: 3, C: 0, K: 0 }[login.type] ?? 4,
      default_schema_name: hasSchema ? drawSchemaName(choices) : null,
    };
  }

  private unmappedUser(kind: UserKind, id: number, choices: Choices): RowRecord {
    const { server, name: database } = this.build.setting;
    const prefix = kind === 'through group' ? 'CONTOSO\\' : '';
    const name = this.build.names('principals').draw(choices, `user_${id}`, prefix);
    const user = UNMAPPED[kind === 'login' ? 'without login' : kind](id, [server.name, database, id]);
    const hasSchema = 'SUAE'.includes(String(user.type));
    const keys = { C: 'CERTIFICATE', K: 'ASYMMETRIC KEY' } as const;
    const word = keys[String(user.type) as 'C' | 'K'];
    if (word !== undefined) addThingRow(this.build, classNamed(word), choices, { sid: user.sid ?? null });
    return { ...user, name, default_schema_name: hasSchema ? drawSchemaName(choices) : null };
  }

  private connect(id: number, state: string): void {
    if (state === 'none') return;
    this.build.add('sys.database_permissions', {
      class: 0,
      major_id: 0,
      minor_id: 0,
      grantee_principal_id: id,
      grantor_principal_id: DBO,
      permission_name: 'CONNECT',
      state,
    });
  }
}

// The default schema of a user may be one that does not exist.
function drawSchemaName(choices: Choices): string {
  return choices.pick(['dbo', 'dbo', 'schema_5', 'no such schema']);
}

type Seed = readonly (string | number)[];

const user = (type: string, authentication: number, sid: Uint8Array): RowRecord => ({
  type,
  authentication_type: authentication,
  sid,
});

/** Type, authentication type and SID of the kinds that no login stands behind. */
const UNMAPPED: Readonly<Record<Exclude<UserKind, 'login'>, (id: number, seed: Seed) => RowRecord>> = {
  'without login': (_, seed) => user('S', 0, internalSid('withoutLogin', ...seed)),
  certificate: (_, seed) => user('C', 0, internalSid('certificate', 'user', ...seed)),
  'asymmetric key': (_, seed) => user('K', 0, internalSid('certificate', 'user', ...seed)),
  'application role': (_, seed) => user('A', 0, internalSid('applicationRole', ...seed)),
  orphan: (_, seed) => user('S', 1, sqlSid('orphan', ...seed)),
  'through group': (id) => user('U', 3, domainSid(500_000 + id)),
  contained: (_, seed) => user('S', 2, internalSid('withoutLogin', 'contained', ...seed)),
  external: (_, seed) => user('E', 4, entraSid(...seed)),
  'external group': (_, seed) => user('X', 4, entraSid(...seed)),
};
