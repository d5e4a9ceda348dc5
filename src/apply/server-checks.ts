// What has to be so before anything is run: the script's own preflight, asked as SELECTs, and who the server is.

import { createHash } from 'node:crypto';
import { flag, hex } from '../capture/batch/cell.ts';
import { askRows } from '../connect/ask-server.ts';
import type { Driver, Row, Select, Session } from '../connect/driver.ts';
import { ADMINISTRATORS } from '../model/catalog/system-principals.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import type { Hex } from '../model/fact.ts';
import { EXPECTATIONS } from '../model/script-protocol.ts';
import type { Token } from '../parse/lex/token.ts';
import { tokenize } from '../parse/lex/tokenizer.ts';
import type { Expectation } from '../plan/expectation.ts';
import { isExpectedProperty } from '../plan/expectation.ts';
import { targetQueries } from '../render/target-query.ts';
import { loadTemplates } from '../render/template-set.ts';
import type { Limits } from './run-batch.ts';
import type { ScriptBatch, ScriptFile } from './script-batches.ts';

/** Who and what answers. */
export interface ServerIdentity {
  /** The server's own name. */
  readonly name: string;
  /** `SERVERPROPERTY('MachineName')`. */
  readonly machineName: string;
  /** `SERVERPROPERTY('ProductVersion')`: `16.0.4125.3`. */
  readonly productVersion: string;
  /** `SERVERPROPERTY('EngineEdition')`. */
  readonly engineEdition: number;
  /** Who is logged in. */
  readonly login: string;
  /** The SID of that login. */
  readonly loginSid: Hex;
  /** Whether the login is a sysadmin. */
  readonly isSysadmin: boolean;
  /** SHA-256 of what tells this instance from any other; holds no secret. */
  readonly digest: string;
  /** What `show advanced options` stands at. */
  readonly showAdvancedOptions: number;
}

const IDENTITY: Select = {
  columns: ['name', 'machine', 'version', 'engine', 'login', 'sysadmin', 'guid', 'advanced', 'sid'],
  text: `SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS server_name, CAST(SERVERPROPERTY('MachineName') AS nvarchar(128)) AS machine_name,
CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS product_version, CAST(SERVERPROPERTY('EngineEdition') AS int) AS engine_edition,
SUSER_SNAME() AS login_name, IS_SRVROLEMEMBER(N'${ADMINISTRATORS.server}') AS is_sysadmin,
(SELECT CAST(service_broker_guid AS nvarchar(36)) FROM sys.databases WHERE name = N'msdb') AS msdb_guid,
(SELECT CAST(value AS int) FROM sys.configurations WHERE name = N'show advanced options') AS advanced, SUSER_SID() AS login_sid`,
};

/** Asks the server who it is. Throws a RegrantError `not-supported` for one that does not tell, and what the session throws. */
export async function identify(session: Session, limits: Limits): Promise<ServerIdentity> {
  const [identity] = await askRows(session, [IDENTITY], { ...limits, idempotent: true });
  const [name, machine, productVersion, engine, login, sysadmin, guid, advanced, sid] = identity?.[0] ?? [];
  if (typeof name !== 'string' || name === '') throw nameless();
  const digest = createHash('sha256')
    .update(JSON.stringify([name, machine, guid]))
    .digest('hex');
  return {
    name,
    machineName: String(machine),
    productVersion: String(productVersion),
    login: String(login),
    engineEdition: Number(engine),
    isSysadmin: flag(sysadmin),
    showAdvancedOptions: Number(advanced),
    digest,
    loginSid: hex(sid) ?? '0x',
  };
}

function nameless(): RegrantError {
  return new RegrantError({
    code: 'not-supported',
    fact: 'The server does not tell its name, so that nobody knows whether it is the one that is meant.',
    remedy: "Ask it with SELECT SERVERPROPERTY('ServerName'), and look in its error log why that is empty.",
  });
}

/** Asks a server who it is, in a session of its own. Throws what the driver throws. */
export async function identifyServer(driver: Driver, limits: Limits): Promise<ServerIdentity> {
  const { signal } = limits;
  const session = await driver.open({ database: 'master', ...defined({ signal }) });
  try {
    return await identify(session, limits);
  } finally {
    await session.close();
  }
}

/** What a script of this program expects of a server, read from its text. */
export interface Expectations {
  readonly expected: readonly Expectation[];
  /** What is allowed in its own lines. */
  readonly choices: OwnChoices;
}

/** What a script can allow in its own lines; all of it is off by default. */
export interface OwnChoices {
  /** Run it on a server of another name. */
  readonly anyServer: boolean;
  /** Where another login has the name of one that is restored, give it what was meant for that. */
  readonly allowConflicts: boolean;
  /** Last of all disable, rename or change the password of the login that is used here, too. */
  readonly allowLockout: boolean;
}

/** Something that is otherwise on a server than a script expects. */
export interface Notice {
  /** `stops`: the script does not run there; `fails`: some of its statements do not. */
  readonly weight: 'note' | 'fails' | 'stops';
  /** What is otherwise, in one sentence. */
  readonly fact: string;
  /** What to do about it, in one sentence. */
  readonly remedy: string;
}

/** The expectations of a script of this program. */
export function expectationsOf(script: ScriptFile): Expectations {
  const tokens = script.batches.filter(isSetUp).flatMap(({ text }) => tokenize(text));
  const isChosen = (variable: string): boolean => {
    // A bit is 1 whatever it is given but 0, wherever that is done.
    return tokens.some(({ text }, at) => text.toLowerCase() === variable && isGiven(tokens, at + 1));
  };
  const choices = {
    anyServer: isChosen('@any_server'),
    allowConflicts: isChosen('@allow_conflicts'),
    allowLockout: isChosen('@allow_lockout'),
  };
  return { expected: expectedIn(tokens), choices };
}

/** Whether a variable is given what is not 0 behind its name, and its type where it is declared. */
function isGiven(tokens: readonly Token[], behind: number): boolean {
  const at = tokens[behind]?.upper === 'BIT' ? behind + 1 : behind;
  return tokens[at]?.upper.endsWith('=') === true && tokens[at + 1]?.text !== '0';
}

/** Cheaper than to read all of it again; the names of what is made for these are in no other batch. */
const isSetUp = ({ text }: ScriptBatch): boolean =>
  text.includes(EXPECTATIONS) || text.includes('@any_server');

/** `INSERT #regrant_expected (property, value) VALUES (N'server', N'SMDB01')`; long or odd values are sums. */
function expectedIn(tokens: readonly Token[]): Expectation[] {
  return tokens.flatMap((token, at): Expectation[] => {
    const property = tokens[at + 8];
    if (token.text.toLowerCase() !== EXPECTATIONS || tokens[at + 6]?.upper !== 'VALUES') return [];
    if (property?.kind !== 'string' || !isExpectedProperty(property.value)) return [];
    return [{ property: property.value, value: sumAt(tokens, at + 10) }];
  });
}

/** `N'a' + NCHAR(13) + N'b'` */
function sumAt(tokens: readonly Token[], from: number): string {
  let sum = '';
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind === 'string') sum += token.value;
    else if (token?.upper === 'NCHAR') {
      sum += String.fromCharCode(Number(tokens[at + 2]?.value));
      at += 3;
    }
    if (tokens[at + 1]?.upper !== '+') return sum;
    at += 1;
  }
  return sum;
}

/** Holds a server against expectations; only SELECTs are sent. */
export async function noticesOf(
  session: Session,
  expected: readonly Expectation[],
  anyServer: boolean,
  limits: Limits,
): Promise<readonly Notice[]> {
  if (!expected.some(({ property }) => property === 'server')) return [NO_SERVER];
  const queries = targetQueries(await loadTemplates(), expected, anyServer);
  const selects = queries.map((text) => ({ text, columns: NOTICE_COLUMNS }));
  return noticesIn(await askRows(session, selects, { ...limits, idempotent: true }));
}

/** The columns of a notice, as {@link noticesIn} reads them. */
export const NOTICE_COLUMNS = ['weight', 'fact', 'remedy'] as const;

/** Rows of weight, fact and remedy as notices. */
export function noticesIn(sets: readonly (readonly Row[])[]): readonly Notice[] {
  return sets.flat().map(([weight, fact, remedy]) => ({
    // What is not known to do no harm stops.
    weight: WEIGHTS.find((_, at) => String(at) === String(weight)) ?? 'stops',
    fact: `${String(fact)}.`,
    remedy: `${capital(String(remedy))}.`,
  }));
}

/** What was taken out of a script cannot be asked for. */
const NO_SERVER: Notice = {
  weight: 'stops',
  fact: 'The script does not say which server it is for: it is not as this program wrote it.',
  remedy: 'Write it again.',
};

const WEIGHTS = ['note', 'fails', 'stops'] as const;

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Why a script would not run; undefined where it would. */
export function refusalOf(notices: readonly Notice[]): RegrantError | undefined {
  const found = notices.find(({ weight }) => weight === 'stops');
  return found && new RegrantError({ code: 'not-supported', fact: found.fact, remedy: found.remedy });
}
