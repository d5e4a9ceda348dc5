// A database of the simulated server.

import { RESTORED_SWITCHES } from '../../model/catalog/database-switch.ts';
import { SYSTEM_DATABASES } from '../../model/catalog/system-database.ts';
import type { DatabaseFact, Fact, Hex } from '../../model/fact.ts';
import type { Fold } from '../../model/name-fold.ts';
import { Links } from './links.ts';
import type { Mutable, Principal } from './principal.ts';
import { Scope } from './scope.ts';
import { SsisObjects } from './ssis-objects.ts';
import type { UndoLog } from './undo-log.ts';

/** What a database is besides what is in it; its owner is a SID, and whoever has that SID now. */
export type DatabaseOptions = Mutable<Omit<DatabaseFact, 'kind' | 'name' | 'owner'>>;

/** What a new database is, as far as nothing is told of it. */
export const NEW_DATABASE: DatabaseOptions = {
  state: 'ONLINE',
  userAccess: 'MULTI_USER',
  ownerSid: '0x',
  containment: 0,
  ...RESTORED_SWITCHES,
  brokerId: '00000000-0000-0000-0000-000000000000',
  isReadOnly: false,
};

/** What a database is made of. */
export interface DatabaseParts {
  readonly id: number;
  readonly name: string;
  readonly options: DatabaseOptions;
  readonly fold: Fold;
  readonly log: UndoLog;
  /** A script only speaks of it. */
  readonly isMentioned?: boolean;
}

/** One database: its options, and the scope of its principals, securables and permissions. */
export class DatabaseState extends Scope {
  readonly id: number;
  name: string;
  readonly options: DatabaseOptions;
  /** What the script says of it is only what is in it: its own options are not known. */
  isMentioned: boolean;
  /** What its catalogue of Integration Services has, where it is SSISDB. */
  readonly ssis = new SsisObjects(this.fold, this.log);
  readonly ssisPermissions = new Links('ssis-permission', this.log);
  /** What applications keep in tables of it, which no statement that is simulated reads or changes. */
  kept: readonly Fact[] = [];

  constructor({ id, name, options, fold, log, isMentioned = false }: DatabaseParts) {
    const user = { authenticationType: 1, defaultSchema: 'dbo' } as const;
    super('DATABASE', { id: 1, name: 'dbo', type: 'S', isSystem: true, user }, fold, log);
    this.id = id;
    this.name = name;
    this.options = options;
    this.isMentioned = isMentioned;
  }

  /** Changes options, which makes it one that is spoken of. */
  setOptions(patch: Partial<DatabaseOptions>): void {
    this.log.change<DatabaseState>(this, { isMentioned: false });
    this.log.change(this.options, patch);
  }

  get dbo(): Principal {
    return this.first;
  }

  /** Whom dbo stands for inside. */
  get dboSid(): Hex {
    return this.options.dboSid ?? this.options.ownerSid;
  }

  /** Gives it its owner in both places where SQL Server keeps it. */
  setOwner(ownerSid: Hex): void {
    this.setOptions({ ownerSid });
    this.log.change<Partial<DatabaseOptions>>(this.options, { dboSid: undefined });
  }

  get isSystem(): boolean {
    return SYSTEM_DATABASES.includes(this.name);
  }

  /** Whether statements can change it. */
  get isWritable(): boolean {
    return this.options.state === 'ONLINE' && !this.options.isReadOnly;
  }
}
