// The applications whose tables a capture reads, by the names that answers bear.

/** Every name. */
export const APPLICATION_NAMES = ['report_server', 'service_manager', 'ssis_catalog'] as const;

/** The name of an application. */
export type ApplicationName = (typeof APPLICATION_NAMES)[number];
