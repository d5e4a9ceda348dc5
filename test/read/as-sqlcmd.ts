// A script as sqlcmd hands it on: its variables put in, the counts of GO left out. Lines stay where they are. Written
// for Microsoft's parser, which knows neither.

/** The script after sqlcmd; variables that no `:setvar` line gives stay as they are. */
export function asSqlcmd(script: string): string {
  const variables = new Map<string, string>();
  const put = (line: string): string =>
    line.replace(/\$\(([\w-]+)\)/g, (whole, name: string) => variables.get(name.toLowerCase()) ?? whole);
  return script
    .split('\n')
    .map((line) => {
      const [, name, quoted, bare] = /^:setvar\s+([\w-]+)\s+(?:"([^"]*)"|(\S*))\s*$/i.exec(line) ?? [];
      if (name !== undefined) variables.set(name.toLowerCase(), put(quoted ?? bare ?? ''));
      return /^\s*GO\s+\d+\s*$/i.test(line) ? 'GO' : put(line);
    })
    .join('\n');
}
