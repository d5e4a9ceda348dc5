// What a reading waits for a lock: a minute, and not for ever.

/** Sent before what is read. */
export const LOCK_TIMEOUT = 'SET LOCK_TIMEOUT 60000;';
