// The server's own scope: a probe, then one batch of all its queries. Every capture and listing begins with it.

import type { Driver, Session } from '../connect/driver.ts';
import { defined } from '../model/defined.ts';
import type { Fact } from '../model/fact.ts';
import { buildBatch } from './batch/batch.ts';
import { tellerOf } from './batch/progress.ts';
import { isAnswerable } from './batch/query.ts';
import { runBatch } from './batch/run-batch.ts';
import { viewsFor } from './batch/views.ts';
import { Ledger } from './ledger.ts';
import type { CaptureOptions } from './options.ts';
import { type PasswordHandling, passwordHandling } from './password.ts';
import { PROBE_CATALOG, type ProbeScope, probedCatalog, probeQueries } from './probe.ts';
import type { ServerScope } from './scope.ts';
import { reportContainedGroups } from './server/availability-groups.ts';
import { SERVER_QUERIES } from './server/queries.ts';
import { reportServerVisibility } from './visibility.ts';

const TEN_MINUTES = 600_000;

/** The limits of one batch. */
export function limitsOf({ signal, timeoutMs = TEN_MINUTES }: CaptureOptions): {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
} {
  return defined({ timeoutMs, signal });
}

/** Reads the server's own scope in two round trips. Throws what the driver throws, and `server-too-old`. */
export async function captureScope(
  driver: Driver,
  options: CaptureOptions,
  began = performance.now(),
): Promise<ServerScope> {
  const passwords = passwordHandling(options.passwords, options.fingerprintKey);
  const { timeoutMs: _, ...signal } = limitsOf(options);
  const session = await driver.open({ database: 'master', ...signal });
  try {
    return await readServer(session, { options, passwords }, began);
  } finally {
    await session.close();
  }
}

interface Run {
  readonly options: CaptureOptions;
  readonly passwords: PasswordHandling;
}

async function readServer(session: Session, run: Run, began: number): Promise<ServerScope> {
  const limits = limitsOf(run.options);
  const probing: ProbeScope = { columns: [], tables: [] };
  await runBatch(
    session,
    await buildBatch(probeQueries(viewsFor(run.options.definitions ?? false)), PROBE_CATALOG, false),
    probing,
    limits,
    () => {},
  );
  const { probe, catalog } = probedCatalog(probing);
  const scope = emptyScope(probe, catalog, run.passwords, run.options.definitions ?? false);
  const tell = tellerOf(run.options, probe.name, undefined, began);
  tell.say('started');
  const batch = await buildBatch(SERVER_QUERIES, catalog, scope.readsPasswords);
  await runBatch(session, batch, scope, limits, tell.rows);
  reportMissingViews(scope);
  reportServerVisibility(scope);
  reportContainedGroups(scope);
  tell.say('done');
  return scope;
}

function emptyScope(
  probe: ServerScope['probe'],
  catalog: ServerScope['catalog'],
  passwords: PasswordHandling,
  readsDefinitions: boolean,
): ServerScope {
  return {
    probe,
    catalog,
    passwordPart: passwords.part,
    readsPasswords: passwords.mode !== 'none',
    readsDefinitions,
    ledger: new Ledger(),
    facts: [serverFact(probe)],
    principals: new Map(),
    securables: new Map(),
    tokens: new Set(),
    loginBySid: new Map(),
    sqlLogins: new Map(),
    providers: new Map(),
    credentials: new Map(),
    providerCredentials: new Map(),
    certificateBySid: new Map(),
    certificateById: new Map(),
    endpointParts: new Map(),
    triggerEvents: new Map(),
    triggerTexts: new Map(),
    auditFiles: new Map(),
    audits: new Map(),
    specifications: new Map(),
    asymmetricKeyBySid: new Map(),
    credentialClass: {},
    languages: new Map(),
    linkedServers: new Map(),
    availabilityGroups: new Map(),
    containedGroups: new Set(),
    databases: [],
  };
}

function serverFact(probe: ServerScope['probe']): Fact {
  const {
    name,
    machineName,
    instanceName,
    productVersion,
    edition,
    engineEdition,
    collation,
    isWindowsOnly,
  } = probe;
  return defined({
    kind: 'server' as const,
    name,
    machineName,
    instanceName,
    productVersion,
    edition,
    engineEdition,
    collation,
    isWindowsOnly,
  });
}

/** A view that this release should have and this server lacks: an engine's difference, or something to look at. */
function reportMissingViews(scope: ServerScope): void {
  for (const query of SERVER_QUERIES) {
    const isExpected = query.since === undefined || query.since <= scope.catalog.version;
    if (!isExpected || isAnswerable(query, scope.catalog)) continue;
    if (scope.catalog.engineEdition >= 5) {
      scope.ledger.note('view-absent', `This engine has no ${query.view}; ${query.name} were not captured.`);
    } else {
      const fact = `The server lacks ${query.view} or a column of it; ${query.name} were not captured.`;
      scope.ledger.omit(
        'view-absent',
        fact,
        'Check that the server is a SQL Server of a release that has it.',
      );
    }
  }
}
