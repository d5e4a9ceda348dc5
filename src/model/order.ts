// Ordinal order: by UTF-16 code unit, never by locale. The one order the whole product sorts in.

/** Compares two strings by UTF-16 code unit; negative, zero or positive like every comparator. */
export function ordinal(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
