// The driver for the way that a server is spoken to by.
import type { Driver } from './driver.ts';
import type { ServerTarget } from './server-target.ts';
import { openSqlcmdDriver } from './sqlcmd/sqlcmd-driver.ts';
import { openTediousDriver } from './tedious/tedious-driver.ts';
import type { Via } from './via.ts';

/** By which way, and what of the host it takes. */
export interface Way {
  /** Default `tedious`. */
  readonly via?: Via;
  /** The file of sqlcmd; default the one on the PATH. */
  readonly sqlcmd?: string;
}

/** A driver of a target. Throws a RegrantError: `bad-option`, `not-supported` for what the way cannot do. */
export function openDriver(target: ServerTarget, { via = 'tedious', sqlcmd }: Way = {}): Driver {
  return OPEN[via](target, sqlcmd);
}

const OPEN: Readonly<Record<Via, (target: ServerTarget, sqlcmd: string | undefined) => Driver>> = {
  tedious: (target) => openTediousDriver(target),
  sqlcmd: (target, sqlcmd) => openSqlcmdDriver(target, sqlcmd === undefined ? {} : { sqlcmd }),
};
