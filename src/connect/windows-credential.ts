// A password out of Windows Credential Manager, where a person put it with cmdkey. PowerShell, which is on every Windows,
// asks for it by a constant script: the name goes in as a variable, the password comes out as the code of its bytes.
// Sources: "CredReadW function", "CREDENTIALW structure", "about_PowerShell_exe" (Microsoft).
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { RegrantError } from '../model/errors.ts';
import { shown } from '../model/words/shown.ts';

/** What stands in for Windows in a test. */
export interface CredentialHost {
  /** Default that of Node. */
  readonly platform?: NodeJS.Platform;
  /** The file of Windows PowerShell; default in the folder of Windows. */
  readonly program?: string;
}

/** The variable that names the credential to the script. */
const NAME = 'REGRANT_CREDENTIAL';

/** How long it may take, in milliseconds: a first start of PowerShell takes seconds. */
const LIMIT_MS = 60_000;

/**
 * Reads a generic credential; behind the flags, the type and two names stand a time, the length and the place of its secret,
 * at distances that depend on how long an address is.
 */
export const CREDENTIAL_SCRIPT = `$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Add-Type -Namespace Regrant -Name Credentials -MemberDefinition @'
[DllImport("advapi32.dll", EntryPoint = "CredReadW", CharSet = CharSet.Unicode, SetLastError = true)]
public static extern bool CredRead(string target, int type, int flags, out System.IntPtr credential);
[DllImport("advapi32.dll")]
public static extern void CredFree(System.IntPtr credential);
'@
$found = [System.IntPtr]::Zero
if (-not [Regrant.Credentials]::CredRead($env:${NAME}, 1, 0, [ref]$found)) {
  [System.Console]::Out.Write('none:')
  exit 0
}
try {
  $address = [System.IntPtr]::Size
  $length = [System.Runtime.InteropServices.Marshal]::ReadInt32($found, 16 + 2 * $address)
  $place = [System.Runtime.InteropServices.Marshal]::ReadIntPtr($found, 16 + 3 * $address)
  $bytes = New-Object byte[] $length
  if ($length -gt 0) { [System.Runtime.InteropServices.Marshal]::Copy($place, $bytes, 0, $length) }
  [System.Console]::Out.Write('found:' + [System.Convert]::ToBase64String($bytes))
} finally {
  [Regrant.Credentials]::CredFree($found)
}
`;

/**
 * The password of the generic credential of a name, kept for the account that runs this.
 * Throws a RegrantError: `not-supported` on another system than Windows, `password-missing` where there is none.
 */
export async function readCredential(name: string, host: CredentialHost = {}): Promise<string> {
  const { platform = process.platform, program = windowsPowerShell() } = host;
  if (platform !== 'win32') throw notWindows(name);
  const answer = await ask(name, program);
  const [, found] = /^found:([A-Za-z0-9+/=]+)$/.exec(answer) ?? [];
  const password = found === undefined ? '' : Buffer.from(found, 'base64').toString('utf16le');
  if (password === '') throw missing(name);
  return password;
}

/** Not looked for on the PATH, where anybody could have put another one. */
function windowsPowerShell(): string {
  return join(
    process.env.SystemRoot ?? 'C:\\Windows',
    'System32',
    'WindowsPowerShell',
    'v1.0',
    'powershell.exe',
  );
}

function ask(name: string, program: string): Promise<string> {
  const encoded = Buffer.from(CREDENTIAL_SCRIPT, 'utf16le').toString('base64');
  const args = ['-NoProfile', '-NonInteractive', '-EncodedCommand', encoded];
  const surroundings = Object.entries(process.env).filter(([variable]) => !variable.startsWith('REGRANT_'));
  const env = { ...Object.fromEntries(surroundings), [NAME]: name };
  const options = { env, timeout: LIMIT_MS, windowsHide: true, maxBuffer: 100_000 };
  return new Promise((resolve, reject) => {
    // What it prints may hold the password, and an error of Node would carry it.
    execFile(program, args, options, (error, stdout) =>
      error === null ? resolve(stdout.trim()) : reject(cannotAsk(name)),
    );
  });
}

function notWindows(name: string): RegrantError {
  return new RegrantError({
    code: 'not-supported',
    fact: `The password is said to be in Windows Credential Manager, as ${shown(name)}, and this is not Windows.`,
    remedy: 'Say otherwise where it is (“passwordFrom”), such as in a variable or a prompt.',
  });
}

function missing(name: string): RegrantError {
  return new RegrantError({
    code: 'password-missing',
    fact: `Windows Credential Manager has no password named ${shown(name)} for the account that runs this.`,
    remedy: `As that account run cmdkey /generic:${shown(name)} /user:<login> /pass, which asks for it.`,
  });
}

function cannotAsk(name: string): RegrantError {
  return new RegrantError({
    code: 'password-missing',
    fact: `Windows PowerShell could not be asked for the password named ${shown(name)}.`,
    remedy: 'Check that this account may run powershell.exe, and that it may compile (Add-Type).',
  });
}
