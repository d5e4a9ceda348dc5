// Looks a server over from the name to the rights, step by step, and tells what a capture would meet. It reads and
// changes nothing; before the certificate is found good, nobody logs in.

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { captureScope } from '../capture/capture-scope.ts';
import { captureServer } from '../capture/capture-server.ts';
import { CAPTURE_OPTION_RULES, type CaptureOptions } from '../capture/options.ts';
import { seesEverything } from '../capture/visibility.ts';
import { startLimit } from '../connect/deadline.ts';
import { odbcPackage } from '../connect/odbc/odbc-package.ts';
import { openDriver, type Way, wayOf } from '../connect/open-driver.ts';
import { openError } from '../connect/open-error.ts';
import { formatServerAddress } from '../connect/server-address.ts';
import { CONNECT_TIMEOUT_MS, type ServerTarget } from '../connect/server-target.ts';
import { findSqlcmd } from '../connect/sqlcmd/find-sqlcmd.ts';
import { readAuthorities } from '../connect/tedious/open-connection.ts';
import { VIAS } from '../connect/via.ts';
import { dial } from '../connect/wire/dial.ts';
import { findPort } from '../connect/wire/find-port.ts';
import { peekCertificate } from '../connect/wire/open-wire.ts';
import { abortable, throwIfAborted } from '../model/abort.ts';
import { guardedCall } from '../model/caller.ts';
import { releaseOf } from '../model/catalog/version.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { remedyOfPair } from '../model/pair.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import { omissionText } from '../model/words/omission-words.ts';
import { captureRights } from './capture-right.ts';
import { certificateFinding } from './certificate-finding.ts';
import type { Examination, Finding, FindingStep } from './finding.ts';

/** Options of {@link examineServer}. */
export interface ExamineOptions
  extends Pick<CaptureOptions, 'signal' | 'progress' | 'selection' | 'profile' | 'timeoutMs'>,
    Way {
  /** Told of each finding as it is made. */
  readonly found?: (finding: Finding) => void;
}

const { signal, progress, selection, profile, timeoutMs } = CAPTURE_OPTION_RULES;
const RULES: OptionRules<ExamineOptions> = {
  ...{ signal, progress, selection, profile, timeoutMs },
  found: 'function',
  via: VIAS,
  sqlcmd: 'text',
  odbcDriver: 'text',
  odbcAttributes: 'object',
};

/**
 * Examines a server: name, port, certificate, login, rights, and what a capture with password hashes would miss.
 * The first step that fails ends it. Throws a RegrantError only for what is no finding: `cancelled`, `bad-option`.
 */
export async function examineServer(
  target: ServerTarget,
  options: ExamineOptions = {},
): Promise<Examination> {
  checkOptions(options, RULES);
  const findings: Finding[] = [];
  const tell = guardedCall('found', options.found);
  const add = (finding: Finding): void => {
    findings.push(finding);
    tell(finding);
  };
  const { connectTimeoutMs = CONNECT_TIMEOUT_MS } = target;
  const server = formatServerAddress(target.address);
  const limit = startLimit(options.signal, connectTimeoutMs, `Connecting to ${server}`);
  try {
    for (const step of options.via === undefined || options.via === 'tedious' ? STEPS : HOST_STEPS) {
      const made = await tried(step, { target, options, signal: limit.signal });
      for (const finding of made) add(finding);
      if (made.some(({ outcome }) => outcome === 'bad')) break;
      if (step.name === 'certificate' || step.name === 'tool') limit.clear();
    }
  } finally {
    limit.clear();
  }
  return {
    server,
    findings,
    canConnect: !findings.some(({ outcome }) => outcome === 'bad'),
    seesAll: findings.every(({ step, outcome }) => step === 'pair' || outcome === 'good'),
  };
}

interface Work {
  readonly target: ServerTarget;
  readonly options: ExamineOptions;
  /** Limits the steps before the login. */
  readonly signal: AbortSignal;
}

interface Step {
  readonly name: FindingStep;
  readonly look: (work: Work) => Promise<readonly Finding[]>;
}

const STEPS: readonly Step[] = [
  { name: 'name', look: lookUpName },
  { name: 'port', look: lookUpPort },
  { name: 'certificate', look: lookAtCertificate },
  { name: 'login', look: logIn },
  { name: 'capture', look: tryCapture },
];

/** Where what is on the host connects, it alone knows how: by which protocol, and whom it trusts. */
const HOST_STEPS: readonly Step[] = [
  { name: 'tool', look: lookAtTool },
  { name: 'login', look: logIn },
  { name: 'capture', look: tryCapture },
];

/** A step's findings; what it throws is one, too, unless the caller stopped it. */
async function tried(step: Step, work: Work): Promise<readonly Finding[]> {
  try {
    return await step.look(work);
  } catch (error) {
    throwIfAborted(work.options.signal, `The examination of ${formatServerAddress(work.target.address)}`);
    const { fact, remedy } = asRegrantError(error, work.target);
    return [{ step: step.name, outcome: 'bad', fact, remedy }];
  }
}

function asRegrantError(error: unknown, target: ServerTarget): RegrantError {
  if (error instanceof RegrantError) return error;
  return openError(error, {
    target,
    server: formatServerAddress(target.address),
    messages: [],
    secrets: new Set(),
  });
}

async function lookAtTool({ options }: Work): Promise<readonly Finding[]> {
  if (options.via === 'odbc') {
    odbcPackage();
    return [{ step: 'tool', outcome: 'good', fact: 'The package odbc is installed.' }];
  }
  const { path, edition, version } = await findSqlcmd(options.sqlcmd);
  const fact = `sqlcmd is ${path}, ${version}, the ${edition === 'odbc' ? 'ODBC' : 'Go'} edition.`;
  return [{ step: 'tool', outcome: 'good', fact }];
}

async function lookUpName({ target, signal }: Work): Promise<readonly Finding[]> {
  const { host } = target.address;
  if (isIP(host) !== 0) return [];
  const looking = lookup(domainToASCII(host) || host, { all: true });
  const found = await abortable(looking, signal, `Looking ${host} up`);
  const fact = `${host} is ${found.map(({ address }) => address).join(' and ')}.`;
  return [{ step: 'name', outcome: 'good', fact }];
}

async function lookUpPort({ target, signal }: Work): Promise<readonly Finding[]> {
  const { address, connectTimeoutMs = CONNECT_TIMEOUT_MS } = target;
  const port = await findPort(address, signal, connectTimeoutMs);
  const socket = await dial({ host: address.host, port, parallel: true, signal });
  socket.destroy();
  const fact =
    address.port !== undefined
      ? `Port ${port} answers, as given.`
      : address.instance === undefined
        ? `Port ${port} answers, that of a default instance.`
        : `Port ${port} answers, on which ${address.instance} listens as SQL Server Browser says.`;
  return [{ step: 'port', outcome: 'good', fact }];
}

async function lookAtCertificate({ target, signal }: Work): Promise<readonly Finding[]> {
  if (target.encryption === 'plain') {
    const fact = 'The connection is not encrypted, as asked: whoever listens on the wire reads the password.';
    const remedy = 'Leave --encrypt plain out, if the server can encrypt.';
    return [{ step: 'certificate', outcome: 'warning', fact, remedy }];
  }
  const { address, connectTimeoutMs = CONNECT_TIMEOUT_MS } = target;
  const port = await findPort(address, signal, connectTimeoutMs);
  const shown = await peekCertificate(target, await readAuthorities(target.caFile), port, signal);
  return [certificateFinding(shown, target)];
}

async function logIn({ target, options }: Work): Promise<readonly Finding[]> {
  const scope = await captureScope(openDriver(target, wayOf(options)), {
    passwords: 'none',
    ...defined({ signal: options.signal }),
  });
  const { probe } = scope;
  const release = releaseOf(probe.productVersion, probe.engineEdition);
  const here: Finding = {
    step: 'login',
    outcome: 'good',
    fact: `${probe.login} is logged in to ${probe.name}: ${probe.edition}, ${probe.productVersion}.`,
  };
  if (seesEverything(probe) || release === undefined) {
    return [here, { step: 'rights', outcome: 'good', fact: `${probe.login} may see everything.` }];
  }
  const lacking = captureRights(release, true).filter((right) => probe.holds.get(right) !== true);
  if (lacking.length === 0) {
    return [
      here,
      { step: 'rights', outcome: 'good', fact: `${probe.login} has the rights that a capture takes.` },
    ];
  }
  const fact = `${probe.login} lacks ${lacking.join(', ')}.`;
  const remedy = `See: regrant capture-login --login ${quoted(probe.login)} --target-version ${release}`;
  return [here, { step: 'rights', outcome: 'warning', fact, remedy }];
}

/** A capture that is thrown away: only it knows what would be missing. */
async function tryCapture({ target, options }: Work): Promise<readonly Finding[]> {
  const { signal, progress, selection, profile, timeoutMs } = options;
  const rest = defined({ signal, progress, selection, profile, timeoutMs });
  const { header } = await captureServer(openDriver(target, wayOf(options)), {
    ...rest,
    passwords: 'hashes',
  });
  const missing = header.omissions.map(
    (one): Finding => ({
      step: 'capture',
      outcome: 'warning',
      fact: omissionText(one),
      remedy: one.remedy,
    }),
  );
  const whole: Finding = { step: 'capture', outcome: 'good', fact: 'A capture would miss nothing.' };
  return [...(missing.length > 0 ? missing : [whole]), ...pairsOf(header)];
}

/** What is kept twice and differs: a capture tells it and misses nothing by it. */
function pairsOf({ notes = [] }: SnapshotHeader): readonly Finding[] {
  return notes.flatMap(({ code, database = '', fact }): Finding[] => {
    const remedy = remedyOfPair(code);
    return remedy === undefined
      ? []
      : [{ step: 'pair', outcome: 'warning', fact: `${database}: ${fact}`, remedy }];
  });
}

/** A name on a command line. */
function quoted(name: string): string {
  return /^[\w.@-]+$/.test(name) ? name : `'${name}'`;
}
