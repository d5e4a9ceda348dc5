// Names of folders by the time, in UTC: they sort by it, and every file system takes them.

/** `2026-11-28T14-30-05Z`. */
export function datedName(now: Date): string {
  return now.toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
}

/** Whether a name is one of these. */
export function isDatedName(name: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/.test(name);
}
