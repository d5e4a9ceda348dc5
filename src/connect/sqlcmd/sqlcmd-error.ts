// Why a connection through sqlcmd did not come about. It tells in words only, of which it has a few that count.
import { RegrantError } from '../../model/errors.ts';
import { blot, DriverError, type Secrets } from '../server-error.ts';

type Parts = Pick<RegrantError, 'code' | 'remedy'>;

const OTHERWISE: Parts = {
  code: 'connection-failed',
  remedy:
    'Check the name of the server, that it runs, and that it can be reached from here: sqlcmd -S <server> -E.',
};

/** What is in what it says, and what that means; the first that is found counts. */
const REASONS: readonly (readonly [RegExp, Parts])[] = [
  [/time-?out|network-related|refused the|connection refused|no such host|not found or/i, OTHERWISE],
  [
    /certificate|\bSSL\b|\bTLS\b|encryption/i,
    {
      code: 'encryption-refused',
      remedy:
        'Give the server a certificate that this machine trusts, say which name it carries (--host-name-in-certificate), or accept any certificate (--trust-server-certificate).',
    },
  ],
  [
    /unknown (option|shorthand)|-\?/i,
    {
      code: 'not-supported',
      remedy: 'Install a newer sqlcmd: this one does not know an option that is needed.',
    },
  ],
  [
    /login (failed|error)|anmeldung|cannot open database|untrusted|not associated|SSPI|kerberos/i,
    {
      code: 'login-failed',
      remedy:
        'Check who is signed in and that the server lets that account in, or give a SQL login and its password; why it refused stands in the error log of the server.',
    },
  ],
];

/** The RegrantError for what sqlcmd said when it was to connect. */
export function sqlcmdOpenError(said: readonly string[], server: string, secrets: Secrets): RegrantError {
  const lines = [...new Set(said.map((line) => line.replace(/^Sqlcmd: (Error: )?/, '').trim()))];
  const text = blot(lines.filter((line) => line !== '').join(' '), secrets);
  const [, { code, remedy } = OTHERWISE] = REASONS.find(([words]) => words.test(text)) ?? [];
  const fact =
    text === ''
      ? `sqlcmd did not connect to ${server}, and did not say why.`
      : `sqlcmd did not connect to ${server}: ${text}`;
  return new RegrantError({ code, fact, remedy, cause: new DriverError(text) });
}
