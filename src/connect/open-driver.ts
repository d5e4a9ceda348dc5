// The driver for the way that a server is spoken to by.
import { defined } from '../model/defined.ts';
import type { Driver } from './driver.ts';
import type { OdbcOptions } from './odbc/odbc-attributes.ts';
import { openOdbcDriver } from './odbc/odbc-driver.ts';
import type { ServerTarget } from './server-target.ts';
import { openSqlcmdDriver, type SqlcmdDriverOptions } from './sqlcmd/sqlcmd-driver.ts';
import { openTediousDriver } from './tedious/tedious-driver.ts';
import type { Via } from './via.ts';

/** By which way, and what of the host it takes. */
export interface Way extends SqlcmdDriverOptions, OdbcOptions {
  /** Default `tedious`. */
  readonly via?: Via;
}

/** What of settings says the way. */
export function wayOf({ via, sqlcmd, odbcDriver, odbcAttributes }: Way): Way {
  return defined({ via, sqlcmd, odbcDriver, odbcAttributes });
}

/** A driver of a target. Throws a RegrantError: `bad-option`, `not-supported` for what the way cannot do. */
export function openDriver(target: ServerTarget, way: Way = {}): Driver {
  return OPEN[way.via ?? 'tedious'](target, way);
}

const OPEN: Readonly<Record<Via, (target: ServerTarget, way: Way) => Driver>> = {
  tedious: (target) => openTediousDriver(target),
  sqlcmd: (target, { sqlcmd }) => openSqlcmdDriver(target, defined({ sqlcmd })),
  odbc: (target, { odbcDriver, odbcAttributes }) =>
    openOdbcDriver(target, defined({ odbcDriver, odbcAttributes })),
};
