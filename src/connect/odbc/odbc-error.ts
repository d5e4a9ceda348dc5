// Errors of the package odbc: of each the driver tells the state, the server's number and a text; the line, the severity
// and the server's state it does not tell.
import { defined } from '../../model/defined.ts';
import { RegrantError } from '../../model/errors.ts';
import { lost, queryError } from '../query-error.ts';
import { blot, DriverError, type Secrets } from '../server-error.ts';

/** An error as the package gives it. */
interface Told {
  readonly state: string;
  readonly code: number;
  readonly message: string;
}

/** States of a connection that is gone ("Appendix A: ODBC Error Codes", Microsoft). */
const LOST = /^08/;

/** What FreeTDS says of itself has numbers of its own: a read or a write that failed, an end, a dead process. */
const FREETDS_LOST: ReadonlySet<number> = new Set([20_003, 20_004, 20_006, 20_017, 20_047]);

const isLoss = ({ state, code }: Told): boolean => FREETDS_LOST.has(code) || (LOST.test(state) && code <= 0);

/** The RegrantError for a batch that failed. */
export function odbcQueryError(error: unknown, server: string, secrets: Secrets): RegrantError {
  const told = toldBy(error);
  const others = told.filter((one) => !isLoss(one));
  if (others.length === 0) return lost(server, new DriverError(blot(textOf(error), secrets)));
  const all = others.map(({ code, message }) =>
    Object.assign(new Error(clean(message)), code === 0 ? { code: 'EREQUEST' } : { number: code }),
  );
  const [first] = all;
  return queryError(all.length > 1 ? new AggregateError(all) : first, server, secrets);
}

/** The RegrantError for a connection that did not come about. */
export function odbcOpenError(error: unknown, server: string, secrets: Secrets): RegrantError {
  const told = toldBy(error);
  const text = blot(told.map(({ message }) => clean(message)).join(' ') || textOf(error), secrets);
  const refused = told.find(({ code }) => LOGIN_NUMBERS.has(code));
  const isLogin = refused !== undefined || told.some(({ state }) => state === '28000');
  const isDriver = told.some(({ state }) => /^IM00[2-9]/.test(state) || state === '01000');
  const [code, remedy] = isLogin
    ? ([
        'login-failed',
        'Check who is signed in or the login and its password, and that the server lets it in.',
      ] as const)
    : /certificate|\bSSL\b|\bTLS\b/i.test(text)
      ? ([
          'encryption-refused',
          'Have this machine trust the certificate, or accept any (--trust-server-certificate).',
        ] as const)
      : isDriver && /driver|data source/i.test(text)
        ? ([
            'not-supported',
            'Install Microsoft’s ODBC driver, or name the one that is installed (--odbc-driver).',
          ] as const)
        : ([
            'connection-failed',
            'Check the name of the server, that it runs, and that it can be reached from here.',
          ] as const);
  const cause = Object.assign(new DriverError(text), defined({ number: refused?.code }));
  return new RegrantError({ code, fact: `ODBC did not connect to ${server}: ${text}`, remedy, cause });
}

/** Numbers by which a server refuses a login. */
const LOGIN_NUMBERS: ReadonlySet<number> = new Set([
  18452, 18456, 18470, 18486, 18487, 18488, 4060, 4064, 916,
]);

function toldBy(error: unknown): readonly Told[] {
  const told = (error as { readonly odbcErrors?: unknown } | null)?.odbcErrors;
  return Array.isArray(told) ? (told as readonly Told[]) : [];
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Without who says it: `[Microsoft][ODBC Driver 18 for SQL Server][SQL Server]`. */
const clean = (message: string): string => message.replace(/^(\[[^\]]*\])+/, '').trim();
