// How sqlcmd is started for a server: its arguments, which anybody on the host can read and which therefore hold no
// secret, and its environment, which holds the password and nothing else of sqlcmd's. Sources: "sqlcmd utility", "Use
// sqlcmd with Scripting Variables" (Microsoft), and the README of the Go edition.
import { RegrantError } from '../../model/errors.ts';
import { formatServerAddress } from '../server-address.ts';
import { CONNECT_TIMEOUT_MS, type ServerTarget } from '../server-target.ts';
import { checkVia } from '../via.ts';
import type { Sqlcmd } from './find-sqlcmd.ts';

/** How a process is started. */
export interface Start {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The longest that sqlcmd takes, in seconds. */
const MOST_SECONDS = 65_534;

/** Start of a session of a target in a database. */
export function sqlcmdStart(target: ServerTarget, sqlcmd: Sqlcmd, database: string): Start {
  const { authentication, connectTimeoutMs = CONNECT_TIMEOUT_MS, packetSize, hostNameInCertificate } = target;
  const isSql = authentication.type === 'sql';
  const seconds = Math.ceil(connectTimeoutMs / 1000);
  return {
    arguments: [
      ...given('-S', formatServerAddress(target.address)),
      ...given('-d', database),
      ...(isSql ? given('-U', authentication.user) : ['-E']),
      // No headings, no line broken, no variable replaced, names in quotes as names.
      ...['-h', '-1', '-w', '65535', '-x', '-I'],
      ...given('-l', String(Math.min(seconds, MOST_SECONDS))),
      ...(packetSize === undefined ? [] : given('-a', String(packetSize))),
      ...(hostNameInCertificate === undefined ? [] : given('-F', hostNameInCertificate)),
      ...(target.readOnlyIntent ? ['-K', 'ReadOnly'] : []),
      ...(target.multiSubnetFailover ? ['-M'] : []),
      ...EDITIONS[sqlcmd.edition](),
      ...(target.encryption === 'strict' ? ['-Ns'] : ['-N']),
      ...(target.trustServerCertificate ? ['-C'] : []),
      // No blanks to the width of a column. It stands last: the Go edition would take a word behind -N for its value.
      '-W',
    ],
    environment: {
      ...withoutSqlcmd(process.env),
      ...(isSql ? { SQLCMDPASSWORD: authentication.password } : {}),
    },
  };
}

/** What an edition needs besides: errors apart from answers, and texts as UTF-8. */
const EDITIONS: Readonly<Record<Sqlcmd['edition'], () => readonly string[]>> = {
  // Elsewhere than on Windows it takes the code page of the locale.
  odbc: () => ['-r0', ...(process.platform === 'win32' ? ['-f', '65001'] : [])],
  // With -r it leaves number and line of an error out; {@link ERRORS_APART} does it there.
  go: () => [],
};

/** What has to be sent first: the Go edition's way to tell errors apart from answers. */
export const ERRORS_APART: Readonly<Record<Sqlcmd['edition'], string>> = { odbc: '', go: ':error stderr\n' };

/** An option with its value, in one word where the value would be taken for an option. */
function given(option: string, value: string): readonly string[] {
  return /^[-/]/.test(value) ? [`${option}${value}`] : [option, value];
}

/** Variables of sqlcmd could name a script to run first, another server or another format. */
function withoutSqlcmd(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^(SQLCMD|OSQL)/i.test(name) && !/^REGRANT_PASSWORD/i.test(name),
    ),
  );
}

/** Throws a RegrantError `not-supported` for what a target asks and sqlcmd cannot do. */
export function checkForSqlcmd({ address, authentication, encryption, caFile }: ServerTarget): void {
  checkVia('sqlcmd', authentication.type, formatServerAddress(address));
  if (authentication.type === 'sql' && authentication.password === '') {
    throw refused('The password is empty, and sqlcmd would ask for another.', 'Give the login a password.');
  }
  if (encryption === 'plain') {
    throw refused(
      'sqlcmd is always asked to encrypt, and plain was asked for.',
      'Leave --encrypt plain out.',
    );
  }
  if (caFile !== undefined) {
    throw refused(
      'sqlcmd trusts the authorities that this machine trusts, and takes no file of others.',
      'Have the machine trust the authority, or accept any certificate (--trust-server-certificate).',
    );
  }
}

function refused(fact: string, remedy: string): RegrantError {
  return new RegrantError({ code: 'not-supported', fact, remedy });
}
