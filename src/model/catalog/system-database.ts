// The databases that every server has; their owner and options are the server's own.

/** Their names, in ordinal order. */
export const SYSTEM_DATABASES: readonly string[] = ['master', 'model', 'msdb', 'tempdb'];
