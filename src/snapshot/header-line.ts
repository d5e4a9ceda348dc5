// The first line of a snapshot: its header, under a digest of its own that stands last in the line, so that what the
// header says of the facts cannot be changed by hand any more than the facts can.
import { createHash } from 'node:crypto';
import type { SnapshotHeader } from '../model/snapshot.ts';
import { canonicalLine } from './fact-line.ts';
import { HEADER_SCHEMA } from './line-schema.ts';

const DIGEST = /,"sha256":"([0-9a-f]{64})"\}$/;

/** The line of a header, without its line feed. */
export function headerLine(header: SnapshotHeader): string {
  const text = canonicalLine(header, HEADER_SCHEMA);
  return `${text.slice(0, -1)},"sha256":"${digestOf(text)}"}`;
}

/** The text that a header line's digest is of, where it is its digest; else undefined. */
export function undigested(line: string): string | undefined {
  const found = DIGEST.exec(line);
  const text = found === null ? '' : `${line.slice(0, found.index)}}`;
  return found?.[1] === digestOf(text) ? text : undefined;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
