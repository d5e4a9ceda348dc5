// The SQL Server releases the product knows, by year and by the major number a server reports.

/** A release of SQL Server, named by its year. */
export type SqlVersion = 2012 | 2014 | 2016 | 2017 | 2019 | 2022 | 2025;

/** The newest release the product knows. */
export const NEWEST_VERSION: SqlVersion = 2025;

/** Every release the product knows, oldest first. */
export const SQL_VERSIONS: readonly SqlVersion[] = [2012, 2014, 2016, 2017, 2019, 2022, NEWEST_VERSION];

const MAJOR_OF: Readonly<Record<SqlVersion, number>> = {
  2012: 11,
  2014: 12,
  2016: 13,
  2017: 14,
  2019: 15,
  2022: 16,
  2025: 17,
};

/** The major product number of a release: 2012 → 11. */
export function majorOf(version: SqlVersion): number {
  return MAJOR_OF[version];
}

/**
 * The release of a `ProductVersion` such as `16.0.4125.3`; a newer major than any known counts as the newest
 * known, an older one than 2012 gives undefined.
 */
export function versionOf(productVersion: string): SqlVersion | undefined {
  const major = Number.parseInt(productVersion, 10);
  return SQL_VERSIONS.findLast((version) => MAJOR_OF[version] <= major);
}

/** `SERVERPROPERTY('EngineEdition')` of the engines that differ from a boxed SQL Server. */
export const ENGINE = { azureSqlDatabase: 5, managedInstance: 8 } as const;

/** Whether an engine is one of Azure's, which report version 12.0 whatever they can do. Source: "What is Azure SQL Managed Instance?" (Microsoft). */
export function isAzure(engineEdition: number): boolean {
  return engineEdition === ENGINE.azureSqlDatabase || engineEdition === ENGINE.managedInstance;
}

/** The release whose catalogue and statements a server has: of Azure's engines the newest; else as {@link versionOf}. */
export function releaseOf(productVersion: string, engineEdition: number): SqlVersion | undefined {
  return isAzure(engineEdition) ? NEWEST_VERSION : versionOf(productVersion);
}
