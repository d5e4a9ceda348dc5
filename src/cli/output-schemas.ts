// The JSON Schemas of what commands print with --json: for each command the lines that it can print. Errors go to standard
// error, in a form of their own. The top of every line is closed, so that a property that comes or goes is seen by a test.

import { closed, count, flag, type JsonSchema, list, milliseconds, open, text } from './json-schema.ts';

const fact: JsonSchema = {
  type: 'object',
  required: ['kind'],
  description: 'A fact, as a line of a snapshot has it; secrets are left out.',
};
const header: JsonSchema = {
  type: 'object',
  required: ['regrant', 'format', 'server', 'complete', 'omissions', 'counts'],
  description: 'The header of a snapshot: see snapshot.schema.json.',
};

const change = open({ change: { enum: ['added', 'removed', 'changed', 'unknown'] }, key: text });
const caveat = open({ code: text, fact: text, remedy: text });
const notice = closed({ weight: { enum: ['note', 'fails', 'stops'] }, fact: text, remedy: text });
const diagnostic = open({
  severity: { enum: ['error', 'warning', 'note'] },
  code: text,
  line: count,
  fact: text,
});
const server = open({ name: text, productVersion: text });
const note = open({ note: text });
const foreign = list(open({ line: count, reason: text }));

const coverage = closed({
  profile: text,
  found: list(open({ database: text, role: text, servers: list(text) })),
  missing: list(text),
  absent: list(text),
  outOfReach: list(open({ name: text, reason: text })),
});
const script = closed({
  script: text,
  statements: count,
  commentedOut: count,
  notes: list(note),
  renames: {},
  'isProven?': flag,
});
const notExported = list(closed({ object: text, code: text, why: text }));
const exportNotes = list(closed({ code: text, database: text, note: text }));
const preview = closed({
  server,
  choices: closed({ anyServer: flag, allowConflicts: flag, allowLockout: flag, allowForeign: flag }),
  notices: list(notice),
  foreign,
  lockout: list(open({ login: text, statement: count })),
  sections: list(open({ title: text, batches: count, statements: count, lines: list(text) })),
  facts: list(open({ kind: text, there: count, different: count, missing: count })),
});
const applied = closed({
  server,
  ran: count,
  skipped: count,
  statements: count,
  notRun: count,
  unknown: count,
  notices: list(notice),
  failures: list(open({ message: text })),
  elapsedMs: milliseconds,
});
const plan = closed({
  live: header,
  liveDigest: text,
  plan: {
    type: 'object',
    required: ['sections'],
    description: 'The plan: see plan.schema.json; secrets are masked.',
  },
});
const expected = list(open({ code: text, why: text, items: list({}) }));
const proof = closed({
  identical: flag,
  statements: count,
  missing: list(fact),
  extra: list(fact),
  different: list(change),
  failures: list(open({ line: count, why: text })),
  diagnostics: list(diagnostic),
  foreign,
  expected,
  expectedFailures: expected,
  assumptions: list(open({ code: text })),
  needs: list(open({ code: text })),
  'second?': closed({ changes: list(change), failures: list({}) }),
});
const drill = closed({
  passed: flag,
  server,
  startedAt: { type: 'string', format: 'date-time' },
  digest: text,
  where: text,
  durations: closed({ script: milliseconds, restore: milliseconds, verify: milliseconds }),
  notices: list(text),
  statements: count,
  failures: list(text),
  waiting: list(text),
  left: list(text),
  real: list(text),
  expected: list(closed({ reason: text, count })),
  needs: list(open({ code: text, name: text })),
  notes: list(note),
  restoreMs: milliseconds,
  verifyMs: milliseconds,
});
const finding = closed({
  step: { enum: ['tool', 'name', 'port', 'certificate', 'login', 'rights', 'capture', 'pair'] },
  outcome: { enum: ['good', 'warning', 'bad'] },
  fact: text,
  'remedy?': text,
});

const readiness = closed({
  checkedAt: { type: 'string', format: 'date-time' },
  profile: text,
  servers: list(text),
  lines: list(
    closed({
      point: text,
      title: text,
      state: { enum: ['ok', 'bad', 'unknown'] },
      'server?': text,
      'database?': text,
      evidence: text,
      'remedy?': text,
      'accepted?': text,
    }),
  ),
  counts: closed({ ok: count, bad: count, unknown: count }),
  outcome: { enum: ['ok', 'bad', 'unknown'] },
});

/** The lines of each command. */
const LINES = {
  init: [closed({ config: text, servers: list(text) })],
  doctor: [closed({ server: text, findings: list(finding), canConnect: flag, seesAll: flag })],
  'capture-login': [closed({ script: text })],
  'capture-script': [closed({ script: text }), closed({ written: text })],
  import: [closed({ snapshot: text, header })],
  capture: [closed({ snapshot: text, header }), script, coverage],
  export: [
    closed({
      folder: text,
      written: count,
      unchanged: count,
      removed: count,
      notExported,
      notes: exportNotes,
    }),
    closed({ script: text, notExported, notes: exportNotes }),
  ],
  script: [script],
  diff: [
    change,
    closed({
      summary: { type: 'object' },
      caveats: list(caveat),
      renamed: list(open({ database: text, type: text, from: {}, to: {} })),
    }),
  ],
  databases: [closed({ server: text, databases: list(open({ name: text, state: text })) }), coverage],
  packs: [
    closed({
      folder: text,
      regrant: { const: 'packs' },
      server: text,
      database: text,
      exportedAt: text,
      packs: list(
        closed({
          name: text,
          'friendlyName?': text,
          version: text,
          'keyToken?': text,
          isSealed: flag,
          lastModified: text,
          'file?': text,
          'sha256?': text,
          problems: list(text),
        }),
      ),
      'changes?': list(closed({ name: text, change: { enum: ['added', 'removed', 'changed'] } })),
    }),
  ],
  read: [closed({ snapshot: text, header, diagnostics: list(diagnostic) })],
  prove: [proof],
  apply: [preview, applied, plan],
  verify: [
    closed({
      isClean: flag,
      real: list(change),
      expected: list(open({ change, reasons: list({}) })),
      caveats: list(caveat),
      inventory: count,
    }),
  ],
  drill: [drill, preview],
  check: [readiness],
  prepare: [
    closed({
      kit: text,
      isGood: flag,
      servers: list(
        closed({ name: text, isCaptured: flag, isComplete: flag, isProven: flag, 'problem?': text }),
      ),
      readiness: closed({ ok: count, bad: count, unknown: count }),
      outcome: { enum: ['ok', 'bad', 'unknown'] },
      removed: list(text),
      left: list(closed({ name: text, why: text })),
    }),
  ],
  runbook: [closed({ folder: text, files: list(text), stages: count, steps: count, missing: list(text) })],
} as const satisfies Readonly<Record<string, readonly JsonSchema[]>>;

/** What a line of standard error is when a command with --json fails. */
const ERROR = closed({ error: closed({ code: text, fact: text, remedy: text, 'command?': text }) });

/** The schema of a line that a command prints, by command; `error` is that of a failure. */
export const OUTPUT_SCHEMAS: Readonly<Record<keyof typeof LINES | 'error', JsonSchema>> = {
  ...(Object.fromEntries(
    Object.entries(LINES).map(([command, anyOf]) => [
      command,
      titled(`A line of regrant ${command} --json`, { anyOf }),
    ]),
  ) as Record<keyof typeof LINES, JsonSchema>),
  error: titled('A line of standard error of a command with --json that failed', ERROR),
};

function titled(title: string, schema: JsonSchema): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema };
}
