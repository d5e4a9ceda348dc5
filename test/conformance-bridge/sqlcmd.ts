// The stand-in for Microsoft's sqlcmd, of either edition, as a program that can be started: a script of one line.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, DOTNET_ENVIRONMENT } from './build.ts';

/** The editions. */
export const EDITIONS = ['odbc', 'go'] as const;

/** What is set for a stand-in, besides what it is started with. */
export interface StandInSettings {
  /** Who the signed-in account is. */
  readonly account?: { readonly user: string; readonly password: string };
  /** The file of the only certificate authority that its host trusts, on Linux. */
  readonly trustedCa?: string;
  /** It asks for each line by its number, as for a person. */
  readonly prompts?: boolean;
  /** What it takes its input for. */
  readonly codePage?: string;
  readonly lineEnd?: 'CRLF';
}

let made: string | undefined;
let count = 0;

function folder(): string {
  if (made !== undefined) return made;
  const path = mkdtempSync(join(tmpdir(), 'regrant-sqlcmd-'));
  process.on('exit', () => rmSync(path, { recursive: true, force: true }));
  made = path;
  return path;
}

/** Makes the program; gives its file. It is gone when this process is. */
export async function sqlcmdStandIn(
  edition: (typeof EDITIONS)[number],
  settings: StandInSettings = {},
): Promise<string> {
  count += 1;
  const path = join(folder(), `sqlcmd-${count}`);
  const { account, trustedCa, prompts, codePage, lineEnd } = settings;
  const environment = {
    STANDIN_USER: account?.user,
    STANDIN_PASSWORD: account?.password,
    SSL_CERT_FILE: trustedCa,
    STANDIN_PROMPTS: prompts ? '1' : undefined,
    STANDIN_CODE_PAGE: codePage,
    STANDIN_LINE_END: lineEnd,
    DOTNET_CLI_TELEMETRY_OPTOUT: DOTNET_ENVIRONMENT.DOTNET_CLI_TELEMETRY_OPTOUT,
    // It starts in half the time.
    DOTNET_TieredPGO: '0',
  };
  const set = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${quoted(value)}`],
  );
  writeFileSync(
    path,
    `#!/bin/sh\n${set.map((one) => `export ${one}\n`).join('')}exec dotnet ${quoted(await build())} sqlcmd-${edition} "$@"\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

const quoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;
