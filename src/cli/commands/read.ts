// regrant read: a script that somebody already has into a snapshot that can be compared with a server.

import { basename, dirname, join } from 'node:path';
import { readText } from '../../files/read-text.ts';
import { defined } from '../../model/defined.ts';
import { RegrantError } from '../../model/errors.ts';
import { visible } from '../../model/words/visible.ts';
import { formatDiagnostic } from '../../parse/tree/diagnostic.ts';
import { readScript } from '../../read/read-script.ts';
import { writeSnapshot } from '../../snapshot/write-snapshot.ts';
import { countsText } from '../capture-summary.ts';
import { decoding } from '../command-options.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { refuseToReplace } from './replaced-snapshot.ts';

/** The options of the command, as the command line gives them. */
export interface ReadCommandOptions {
  readonly out?: string;
  readonly serverName?: string;
  readonly database?: string;
  readonly variable?: readonly string[];
  readonly encoding?: string;
  readonly collation?: string;
}

/** Diagnostics that are printed; the rest are counted. */
const PRINTED = 50;

/** Reads the script; exit code 3 when it says less than a server would, or something was not understood. */
export async function readCommand(
  script: string,
  options: ReadCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  if (/\.ndjson(\.gz)?$/i.test(script)) throw alreadyRead(script);
  const {
    serverName = basename(script).replace(/\.sql$/i, ''),
    database,
    collation,
    variable = [],
  } = options;
  const { snapshot, diagnostics, diagnosticCount } = await readScript(
    readText(script, { ...decoding(options), signal }),
    {
      signal,
      serverName,
      ...defined({ database, collation }),
      variables: Object.fromEntries(
        variable.map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]),
      ),
    },
  );
  const out =
    options.out ?? join(dirname(script), `${basename(script).replace(/\.sql$/i, '')}.regrant.ndjson`);
  await refuseToReplace(out, snapshot, signal);
  await writeSnapshot(out, snapshot, { signal });
  if (console.json) {
    await console.print(`${JSON.stringify({ snapshot: out, header: snapshot.header, diagnostics })}\n`);
  } else {
    for (const diagnostic of diagnostics.slice(0, PRINTED)) {
      for (const line of formatDiagnostic(diagnostic).split('\n')) console.warn(line);
    }
    if (diagnosticCount > PRINTED) console.warn(`and ${diagnosticCount - PRINTED} more`);
    const { counts, omissions } = snapshot.header;
    await console.print(`read ${visible(script)}: ${countsText(counts) || 'nothing'}\n`);
    for (const { fact } of omissions) console.tell(`  ${visible(fact)}`);
    console.tell(`wrote ${out}`);
  }
  return snapshot.header.complete ? EXIT.done : EXIT.incomplete;
}

function alreadyRead(path: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `${path} is no script but a snapshot.`,
    remedy: 'Give it to regrant script, diff, verify or apply as it is.',
  });
}
