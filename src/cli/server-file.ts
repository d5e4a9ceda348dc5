// The names of a server's files: made of its own name, fit for every file system, different for different servers.

/** `RSDB01\REPORTS` → `RSDB01_REPORTS`; any other character that a file name may not hold becomes `%` and its code. */
export function serverFileName(server: string): string {
  const name = server
    .replaceAll('\\', '_')
    .replace(/[^A-Za-z0-9._ -]/gu, (character) => `%${character.codePointAt(0)?.toString(16)}`)
    .replace(/[. ]+$/, '');
  return name === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name) ? `_${name}` : name;
}
