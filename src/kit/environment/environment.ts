// What is known of an environment when it is judged or written down: read once, so that judging and writing are pure and
// the same readings always give the same words. The time is one of the readings.

import type { CheckSettings } from '../../config/check-settings.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ManagementPack, PacksExport } from '../../packs/pack.ts';
import type { Profile } from '../../select/profile.ts';
import type { BackupHistory } from './backup-history.ts';
import type { FileState } from './file-state.ts';
import type { KeptFiles } from './kept-files.ts';
import type { Reading } from './reading.ts';

/** A server as it was found. */
export interface ServerReading {
  /** Its own name; where it could not be reached, the name that it was given by. */
  readonly name: string;
  /** Its facts. */
  readonly live: Reading<Snapshot>;
  /** What its msdb knows of backups. */
  readonly backups: Reading<BackupHistory>;
  /** The management servers that each database registers, by database; only of databases that are asked and there. */
  readonly managementServers: ReadonlyMap<string, Reading<readonly string[]>>;
  /** The management packs, where the database that holds them is on this server. */
  readonly packs?: Reading<readonly ManagementPack[]>;
  /** The snapshot and the script that were kept of it. */
  readonly kept: KeptFiles;
}

/** An environment as it was found. */
export interface Environment {
  /** What it is an environment of. */
  readonly profile: Profile;
  /** When it was read. */
  readonly now: Date;
  /** The computer that read it. */
  readonly host: string;
  /** What is asked of it. */
  readonly settings: CheckSettings;
  /** Its servers. */
  readonly servers: readonly ServerReading[];
  /** The last export of management packs; absent where nobody says where it is. */
  readonly exported?: Reading<PacksExport>;
  /** The files with encryption keys that the settings name, by path. */
  readonly files: ReadonlyMap<string, Reading<FileState>>;
}
