// What the command's exit code says.

/** 0 done, 1 error, 2 differences were found, 3 what was captured is incomplete, 130 stopped by Ctrl-C (128 + SIGINT). */
export const EXIT = { done: 0, error: 1, differences: 2, incomplete: 3, stopped: 130 } as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
