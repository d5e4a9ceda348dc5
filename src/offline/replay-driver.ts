// A driver whose server is a file of answers: a capture asks it what it would ask a server, and gets what that one
// answered. So an import is a capture, and no rule of capturing is written twice.
import { applicationBatch } from '../capture/applications/application.ts';
import { APPLICATION_NAMES, type ApplicationName } from '../capture/applications/application-name.ts';
import { APPLICATIONS } from '../capture/applications/applications.ts';
import { buildBatch } from '../capture/batch/batch.ts';
import type { Catalog } from '../capture/batch/catalog.ts';
import { isAnswerable } from '../capture/batch/query.ts';
import { runBatch } from '../capture/batch/run-batch.ts';
import { VIEWS } from '../capture/batch/views.ts';
import { hasMsdbTables } from '../capture/msdb/queries.ts';
import { PROBE_CATALOG, type ProbeScope, probedCatalog, probeQueries } from '../capture/probe.ts';
import type { Driver, ResultSet, Session } from '../connect/driver.ts';
import { DriverError } from '../connect/server-error.ts';
import { RegrantError } from '../model/errors.ts';
import type { AskedQuery, Layout } from './layout.ts';
import type { Answers, ScopeAnswers } from './read-answers.ts';

/** A driver over answers; `path` is for errors. Throws a RegrantError `bad-answers-file`. */
export async function replayDriver(answers: Answers, layout: Layout, path: string): Promise<Driver> {
  const probe = await buildBatch(probeQueries(VIEWS), PROBE_CATALOG, false);
  const probing: ProbeScope = { columns: [], tables: [] };
  const probeSession = sessionOf(() => setsOf(layout.probe, answers.server, path));
  await runBatch(probeSession, probe, probing, {}, () => {});
  const { catalog } = probedCatalog(probing);
  // A gap in the file is found here: a capture would take it for a database that could not be read.
  checkWhole(answerable(layout.server, catalog), answers.server, path);
  const askedOf = (database: string): readonly AskedQuery[] =>
    answerable([...layout.database, ...(hasMsdbTables(database) ? layout.msdb : [])], catalog);
  for (const [database, scope] of answers.databases) checkWhole(askedOf(database), scope, path);
  const ofApplications = await applicationTexts();
  const session = sessionOf((text, database) => {
    if (text === probe.text) return setsOf(layout.probe, answers.server, path);
    if (database === undefined) return setsOf(answerable(layout.server, catalog), answers.server, path);
    const scope = answers.databases.get(database);
    if (scope === undefined) throw unanswered(path, `the database ${database}`);
    const application = ofApplications.get(text);
    const asked = application === undefined ? askedOf(database) : layout.applications[application];
    return setsOf(asked, scope, path);
  });
  return { open: async () => session };
}

/** Which application a batch asks. */
async function applicationTexts(): Promise<ReadonlyMap<string, ApplicationName>> {
  const texts = new Map<string, ApplicationName>();
  for (const name of APPLICATION_NAMES) texts.set((await applicationBatch(APPLICATIONS[name])).text, name);
  return texts;
}

/** A session that answers at once. */
function sessionOf(answer: (text: string, database: string | undefined) => readonly ResultSet[]): Session {
  return {
    async *run(text, options) {
      yield* answer(text, options?.database);
    },
    close: async () => {},
  };
}

const answerable = (asked: readonly AskedQuery[], catalog: Catalog): readonly AskedQuery[] =>
  asked.filter(({ query }) => isAnswerable(query, catalog));

function checkWhole(asked: readonly AskedQuery[], { rows, error }: ScopeAnswers, path: string): void {
  const missing = error === undefined ? asked.find(({ number }) => !rows.has(number)) : undefined;
  if (missing !== undefined) throw unanswered(path, missing.query.name);
}

function setsOf(
  asked: readonly AskedQuery[],
  { rows, error }: ScopeAnswers,
  path: string,
): readonly ResultSet[] {
  return asked.map(({ query, select, number }) => {
    const answer = rows.get(number);
    if (answer === undefined) throw error === undefined ? unanswered(path, query.name) : refused(error);
    return { columns: select.columns, rows: once(answer) };
  });
}

async function* once<T>(rows: T): AsyncGenerator<T> {
  yield rows;
}

/** The server's own error, as it would have come from a driver. */
function refused({ number, message }: NonNullable<ScopeAnswers['error']>): RegrantError {
  return new RegrantError({
    code: 'query-failed',
    fact: `The server refused it: error ${number}: ${message}`,
    remedy: 'See what the error says, and run the capture script again.',
    cause: Object.assign(new DriverError(message), { number }),
  });
}

function unanswered(path: string, what: string): RegrantError {
  return new RegrantError({
    code: 'bad-answers-file',
    fact: `${path} has no answer about ${what}.`,
    remedy: 'Run the capture script again, and give the whole file that its answers went to.',
  });
}
