// A server as its runbook needs it: its facts, its backups, the files of its kit, and what its script leaves to a person.

import type { FactOf } from '../../model/fact.ts';
import type { FactIndex } from '../../model/fact-index.ts';
import { NEED_WORDS, type Need, type NeedCode } from '../../model/need.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { omissionText } from '../../model/words/omission-words.ts';
import { notesOfHead } from '../../render/header-context.ts';
import { secretsOf } from '../../render/secret-line.ts';
import { scriptSnapshot } from '../../render/write-script.ts';
import { factsOf } from '../check/point.ts';
import type { BackupHistory } from '../environment/backup-history.ts';
import type { Environment, ServerReading } from '../environment/environment.ts';
import type { Reading } from '../environment/reading.ts';

/** The names of a server's files, from the folder of the runbook. */
export interface ServerFiles {
  /** Its restore script. */
  readonly script?: string;
  /** Its snapshot. */
  readonly snapshot?: string;
}

/** A server of a runbook. */
export interface RunbookServer {
  readonly name: string;
  readonly fact: FactOf<'server'>;
  readonly facts: FactIndex;
  readonly backups: Reading<BackupHistory>;
  readonly files: ServerFiles;
  /** What is typed at the top of its script. */
  readonly secrets: readonly string[];
  /** What neither the script nor a backup brings, a line for each kind. */
  readonly needs: readonly string[];
  /** What its script says is to be known. */
  readonly notes: readonly string[];
  /** What could not be captured. */
  readonly omissions: readonly string[];
}

/** The servers of which anything is known, in the order of the environment. */
export async function runbookServers(
  { servers }: Environment,
  filesOf: (server: string) => ServerFiles,
): Promise<readonly RunbookServer[]> {
  const found = await Promise.all(servers.map((server) => runbookServer(server, filesOf(server.name))));
  return found.filter((server) => server !== undefined);
}

async function runbookServer(
  { name, live, backups, kept }: ServerReading,
  files: ServerFiles,
): Promise<RunbookServer | undefined> {
  // What is restored is what was kept; without it, what there is.
  const snapshot = kept.snapshot?.isKnown
    ? kept.snapshot.value.snapshot
    : live.isKnown
      ? live.value
      : undefined;
  if (snapshot === undefined) return undefined;
  const facts = factsOf(snapshot);
  const [fact] = facts.of('server');
  if (fact === undefined) return undefined;
  return { name, fact, facts, backups, files, ...(await leftToPeople(snapshot)) };
}

async function leftToPeople(
  snapshot: Snapshot,
): Promise<Pick<RunbookServer, 'secrets' | 'needs' | 'notes' | 'omissions'>> {
  const { plan } = await scriptSnapshot(snapshot, { allowIncomplete: true });
  return {
    secrets: secretsOf(plan.sections).map(({ label }) => label),
    needs: needLines(plan.needs),
    notes: notesOfHead(plan).map(({ database, note }) =>
      database === undefined ? note : `${database}: ${note}`,
    ),
    omissions: snapshot.header.omissions.map(omissionText),
  };
}

function needLines(needs: readonly Need[]): readonly string[] {
  return (Object.keys(NEED_WORDS) as NeedCode[])
    .filter((code) => code !== 'secret')
    .flatMap((code) => {
      const names = needs.filter((need) => need.code === code).map(({ name }) => name);
      return names.length === 0 ? [] : [`${NEED_WORDS[code]} ${names.join(', ')}`];
    });
}
