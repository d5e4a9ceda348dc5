// A management pack as its row tells of it, and what an export says of it.

/** A management pack of Service Manager. */
export interface ManagementPack {
  /** Its name, such as `Contoso.Incident.Extension`. */
  readonly name: string;
  /** Its name for people. */
  readonly friendlyName?: string;
  /** Its version, four numbers. */
  readonly version: string;
  /** The token of the key that it is sealed with; absent for one that is not sealed. */
  readonly keyToken?: string;
  /** Whether it is sealed: such a one is installed again from its own file. */
  readonly isSealed: boolean;
  /** When it last changed, in the server's form: `2024-03-02T15:20:10.5`. */
  readonly lastModified: string;
}

/** A management pack in an export. */
export interface ExportedPack extends ManagementPack {
  /** Its file in the folder; absent for one that is sealed, or holds nothing. */
  readonly file?: string;
  /** The SHA-256 of the file. */
  readonly sha256?: string;
  /** What is wrong with it, one sentence each. */
  readonly problems: readonly string[];
}

/** What happened to a pack since another export. */
export interface PackChange {
  /** The pack. */
  readonly name: string;
  /** What became of it. */
  readonly change: 'added' | 'removed' | 'changed';
}

/** What an export made; it stands in the folder, too, as `packs.json`. */
export interface PacksExport {
  /** Says that it is such a list. */
  readonly regrant: 'packs';
  /** `@@SERVERNAME`. */
  readonly server: string;
  /** The database that they are in. */
  readonly database: string;
  /** When it was made, ISO 8601 in UTC. */
  readonly exportedAt: string;
  /** In ordinal order of their names. */
  readonly packs: readonly ExportedPack[];
}

/** The name of the list in its folder. */
export const PACK_LIST = 'packs.json';
