// The program's own name and version, as headers give them; a test holds them equal to package.json.

/** Name and version of this program. */
export const TOOL = { name: 'regrant', version: '0.1.0' } as const;
