// Rows that refer to other things and to principals by the object, so that a rename changes none of them. Some outlive
// whom they refer to: no fact tells of those.
import type { ProxyUserKind } from '../../model/fact.ts';
import type { IdentityOf } from '../../model/fact-shape.ts';
import type { SsisObjectType, SsisPermission } from '../../model/facts/ssis-permission.ts';
import { keyOfParts } from '../../model/identity.ts';
import type { Principal } from './principal.ts';
import type { Target } from './securable.ts';
import type { Thing } from './things.ts';
import { LoggedMap, type UndoLog } from './undo-log.ts';

/** A profile of Database Mail: that it is there. */
export interface MailProfile {
  readonly id: number;
  readonly name: string;
}

/** Where a permission in the catalogue of Integration Services is. */
export interface SsisPlace {
  readonly objectType: SsisObjectType;
  readonly folder: string;
  readonly name?: string;
}

/** A folder, a project or an environment. */
export interface SsisObject extends SsisPlace {
  readonly id: number;
}

/** A row of each kind of facts. */
interface Rows {
  /** A mapping; without a login that of everybody who has none of his own. */
  'linked-login': {
    server: Thing<'linked-server'>;
    login: Principal | undefined;
    usesSelf: boolean;
    remoteName: string | undefined;
  };
  'agent-proxy-subsystem': { proxy: Thing<'agent-proxy'>; subsystem: number };
  'agent-proxy-user': { proxy: Thing<'agent-proxy'>; userKind: ProxyUserKind; principal: Principal };
  'mail-profile-user': { profile: MailProfile; principal: Principal; isDefault: boolean };
  /** What is audited: a group, or an action of a principal on a target. */
  'audit-action': {
    specification: Thing<'audit-specification'>;
    action: string;
    target?: Target;
    principal?: Principal;
  };
  /** One for each permission of each: what is denied is not given. */
  'ssis-permission': {
    object: SsisObject;
    permission: SsisPermission;
    grantee: Principal;
    isDenied: boolean;
  };
}

/** The row of a kind. */
export type LinkRows = { readonly [K in keyof Rows]: Readonly<Rows[K]> };

/** A kind of such rows. */
export type LinkKind = keyof LinkRows;

type KeyPart = string | number | undefined;

/** What tells rows of a kind apart: for each property that identifies its facts, the object that stands for it here. */
const KEYS: {
  readonly [K in LinkKind]: {
    readonly [P in Exclude<IdentityOf<K>, 'database'>]: (row: LinkRows[K]) => KeyPart;
  };
} = {
  'linked-login': { server: ({ server }) => server.id, login: ({ login }) => login?.id },
  'agent-proxy-subsystem': { proxy: ({ proxy }) => proxy.id, subsystem: ({ subsystem }) => subsystem },
  'agent-proxy-user': {
    proxy: ({ proxy }) => proxy.id,
    userKind: ({ userKind }) => userKind,
    user: ({ principal }) => principal.id,
  },
  'mail-profile-user': { profile: ({ profile }) => profile.id, user: ({ principal }) => principal.id },
  'audit-action': {
    specification: ({ specification }) => specification.id,
    action: ({ action }) => action,
    class: ({ target }) => target?.class,
    schema: ({ target }) => target?.securable?.schema,
    name: ({ target }) => target?.key,
    principal: ({ principal }) => principal?.id,
  },
  'ssis-permission': {
    objectType: ({ object }) => object.objectType,
    folder: ({ object }) => object.folder,
    name: ({ object }) => object.id,
    permission: ({ permission }) => permission,
    grantee: ({ grantee }) => grantee.id,
  },
};

/** The rows of one kind. */
export class Links<K extends LinkKind> {
  readonly #parts: readonly ((row: LinkRows[K]) => KeyPart)[];
  readonly #rows: LoggedMap<string, LinkRows[K]>;

  constructor(kind: K, log: UndoLog) {
    this.#parts = Object.values(KEYS[kind]);
    this.#rows = new LoggedMap(log);
  }

  values(): Iterable<LinkRows[K]> {
    return this.#rows.values();
  }

  /** Puts a row in the place of one of its key; none where something that it refers to is not there. */
  put(row: LinkRows[K] | undefined): void {
    if (row !== undefined) this.#rows.set(this.#keyOf(row), row);
  }

  /** The row that has the key of this one. */
  like(row: LinkRows[K] | undefined): LinkRows[K] | undefined {
    return row && this.#rows.get(this.#keyOf(row));
  }

  delete(row: LinkRows[K] | undefined): void {
    if (row !== undefined) this.#rows.delete(this.#keyOf(row));
  }

  /** Changes rows, the key of which may be another then. */
  change(is: (row: LinkRows[K]) => boolean, patch: Partial<LinkRows[K]>): void {
    for (const row of [...this.#rows.values()].filter(is)) {
      this.delete(row);
      this.put({ ...row, ...patch });
    }
  }

  deleteWhere(is: (row: LinkRows[K]) => boolean): void {
    for (const row of this.#rows.values()) if (is(row)) this.delete(row);
  }

  #keyOf(row: LinkRows[K]): string {
    return keyOfParts(...this.#parts.map((partOf) => partOf(row)));
  }
}

/** Those that only a server has. */
export type ServerLinks = { readonly [K in Exclude<LinkKind, 'audit-action' | 'ssis-permission'>]: Links<K> };

/** None of any kind yet. */
export function noLinks(log: UndoLog): ServerLinks {
  return {
    'linked-login': new Links('linked-login', log),
    'agent-proxy-subsystem': new Links('agent-proxy-subsystem', log),
    'agent-proxy-user': new Links('agent-proxy-user', log),
    'mail-profile-user': new Links('mail-profile-user', log),
  };
}
