// What each kind of file that is written begins with, so that a file that is not of its kind is never written over:
// somebody else's work, or the very file that is read.
import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import { RegrantError } from '../model/errors.ts';
import { PLACEHOLDER, TYPE_SECRET } from '../model/script-protocol.ts';

/** Kinds of files that are written. */
export type FileKind =
  | 'capture-script'
  | 'configuration'
  | 'export'
  | 'export-script'
  | 'journal'
  | 'log'
  | 'manifest'
  | 'pack'
  | 'packs'
  | 'page'
  | 'plan'
  | 'report'
  | 'runbook'
  | 'script'
  | 'snapshot'
  | 'sums';

interface Kind {
  /** What it is called in a sentence. */
  readonly what: string;
  readonly isIn: (beginning: string) => boolean;
  /** What a person has put into such a file, that is not written over; undefined where there is nothing. */
  readonly workIn?: (beginning: string) => string | undefined;
}

/** The first line of a capture script. */
export const CAPTURE_SCRIPT = '-- Prints the security of this server, for regrant import.';
/** What the first line of an exported script begins with. */
export const EXPORT_SCRIPT = '-- Objects of ';
const JOURNAL = '{"regrant":"journal"';

const KINDS: Readonly<Record<FileKind, Kind>> = {
  'capture-script': {
    what: 'a capture script',
    isIn: (text) => text.startsWith(CAPTURE_SCRIPT),
  },
  configuration: {
    what: 'a configuration',
    isIn: (text) => /^\{\s*"(\$schema|defaults|servers|registeredServers|profile|out|check)"/.test(text),
  },
  export: { what: 'the list of an export', isIn: isDocument('export') },
  'export-script': { what: 'an exported script', isIn: (text) => text.startsWith(EXPORT_SCRIPT) },
  journal: { what: 'the journal of a run', isIn: isJournal },
  log: { what: 'the log of a run', isIn: (text) => /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z {2}/.test(text) },
  manifest: { what: 'the manifest of a kit', isIn: isDocument('kit') },
  pack: { what: 'a management pack', isIn: (text) => /<ManagementPack[\s>]/.test(text) },
  packs: {
    what: 'the list of an export of management packs',
    isIn: isDocument('packs'),
  },
  page: {
    what: 'a page of regrant',
    isIn: (text) => text.includes('<meta name="generator" content="regrant">'),
  },
  plan: { what: 'a plan of changes', isIn: isDocument('plan') },
  report: { what: 'the report of a drill', isIn: (text) => text.startsWith('# Restore drill of ') },
  runbook: { what: 'a runbook', isIn: (text) => text.startsWith('# Restore of ') },
  script: {
    what: 'a script of regrant',
    isIn: (text) => !text.startsWith('{') && /#regrant/.test(text),
    workIn: (text) => (TYPED.test(text) ? 'secrets that were typed into it' : undefined),
  },
  sums: { what: 'a list of sums', isIn: (text) => /^[0-9a-f]{64} {2}/.test(text) },
  snapshot: { what: 'a snapshot', isIn: (text) => text.startsWith('{"regrant":"snapshot"') },
};

/** The line of a secret that is no longer as it was written. */
const TYPED = new RegExp(`^EXEC ${TYPE_SECRET} \\d+, N'(?!${PLACEHOLDER}'; -- ')`, 'm');

/** Of a file that is one piece of JSON, which says first what it is. */
function isDocument(of: string): Kind['isIn'] {
  const beginning = new RegExp(`^\\{\\s*"regrant":\\s*"${of}"`);
  return (text) => beginning.test(text);
}

/** A journal's first line may have been cut by a kill, too. */
function isJournal(text: string): boolean {
  return text.startsWith(JOURNAL) || JOURNAL.startsWith(text);
}

/** How much of a file is looked at, in bytes; the head of a script comes before its first procedure. */
const BEGINNING = 262_144;
/** Of what is compressed, which a thousand times as much may come out of. */
const PACKED = 4096;

/**
 * Throws a RegrantError `file-failed` for a file with content of another kind than is about to be written there, or with what
 * a person has put into it.
 * One that is not there or empty is fine. Throws the system's own error when it cannot be read.
 */
export async function refuseOtherKind(path: string, kind: FileKind): Promise<void> {
  const beginning = await beginningOf(path);
  const { what, isIn, workIn } = KINDS[kind];
  if (beginning === '') return;
  const work = workIn?.(beginning);
  const problem = !isIn(beginning) ? `exists and is not ${what}` : work && `has ${work}`;
  if (problem === undefined) return;
  throw new RegrantError({
    code: 'file-failed',
    fact: `${path} ${problem}.`,
    remedy: 'It was left as it is: give another name, or move it away first.',
  });
}

async function beginningOf(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await firstBytes(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
  const plain = unpacked(bytes);
  const [first, second] = plain;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(plain);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function unpacked(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes.subarray(0, PACKED), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return bytes;
  }
}
