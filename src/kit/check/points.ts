// The points of a check, in the order of the guide: what is backed up first, then what a restore needs beside the databases,
// then what was kept, then what no script reaches.

import type { Point } from './point.ts';
import { backupChain, recoveryModel } from './points/backup-chain.ts';
import { backupElsewhere } from './points/backup-place.ts';
import { backupChecksum, backupDamaged, backupVerified, fullBackup, suspectPages } from './points/backups.ts';
import {
  databasesFound,
  oneCollation,
  oneInstance,
  outOfReach,
  separateComputers,
  serversReached,
} from './points/computers.ts';
import {
  brokerEnabled,
  followingName,
  ownerAndDbo,
  ownershipChaining,
  trustworthy,
} from './points/databases.ts';
import { scriptKept, snapshotKept } from './points/kept-files.ts';
import { encryptionKeys, reportServerKey } from './points/keys.ts';
import { packsExported, packsSound } from './points/packs.ts';
import {
  accountServerRoles,
  defaultLanguages,
  groupLogins,
  orphans,
  serviceAccounts,
} from './points/principals.ts';
import { executionRole } from './points/reporting.ts';
import { clrEnabled, trustedAssemblies, userMessages } from './points/server-options.ts';

/** Every point but those of a profile, whose place is before the last. */
export const POINTS: readonly Point[] = [
  serversReached,
  databasesFound,
  separateComputers,
  encryptionKeys,
  fullBackup,
  backupElsewhere,
  backupChecksum,
  backupDamaged,
  suspectPages,
  backupChain,
  recoveryModel,
  backupVerified,
  clrEnabled,
  trustedAssemblies,
  brokerEnabled,
  ownerAndDbo,
  trustworthy,
  ownershipChaining,
  orphans,
  groupLogins,
  serviceAccounts,
  accountServerRoles,
  defaultLanguages,
  userMessages,
  executionRole,
  followingName,
  oneInstance,
  oneCollation,
  snapshotKept,
  scriptKept,
  packsExported,
  packsSound,
  reportServerKey,
  outOfReach,
];
