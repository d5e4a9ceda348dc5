// A snapshot as text: header, facts, footer, a line each. What is written here can be read again: shapes, order
// and counts are checked on the way out by the same checks that reading uses.
import { createHash, type Hash } from 'node:crypto';
import type { Fact } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import type { Snapshot, SnapshotFooter, SnapshotHeader } from '../model/snapshot.ts';
import { visible } from '../model/words/visible.ts';
import { factProblem } from './fact-check.ts';
import { canonicalLine, factLine } from './fact-line.ts';
import { countsProblem, headerProblem, type KindCounts } from './header-check.ts';
import { headerLine } from './header-line.ts';
import { internalError } from './internal-error.ts';
import { FOOTER_SCHEMA } from './line-schema.ts';

const BLOCK = 65_536;

/**
 * The text of a snapshot in blocks of whole lines.
 * Throws a RegrantError `internal` for a fact or header that is malformed, out of order or miscounted.
 */
export function* serializeSnapshot(snapshot: Snapshot): Generator<string, void, undefined> {
  const { header, facts } = snapshot;
  const problem = headerProblem(header);
  if (problem !== undefined) throw internalError(`The header is not valid: ${problem}.`);
  yield `${headerLine(header)}\n`;
  const tally = new Tally();
  for (const block of factBlocks(facts, header, tally)) yield block;
  const miscount = countsProblem(header, tally.counts);
  if (miscount !== undefined) throw internalError(`The header is not valid: ${miscount}.`);
  yield `${canonicalLine(tally.footer(), FOOTER_SCHEMA)}\n`;
}

/** The footer a snapshot's file has: its number of facts and the digest of them, whatever the header says. */
export function footerOf(snapshot: Snapshot): SnapshotFooter {
  const tally = new Tally();
  for (const _ of factBlocks(snapshot.facts, snapshot.header, tally));
  return tally.footer();
}

/** Counts facts and digests their lines. */
class Tally {
  readonly counts: KindCounts = {};
  #facts = 0;
  readonly #hash: Hash = createHash('sha256');

  count(fact: Fact): void {
    this.#facts += 1;
    this.counts[fact.kind] = (this.counts[fact.kind] ?? 0) + 1;
  }

  digest(lines: string): void {
    this.#hash.update(lines);
  }

  footer(): SnapshotFooter {
    return { facts: this.#facts, sha256: this.#hash.digest('hex') };
  }
}

function* factBlocks(facts: readonly Fact[], header: SnapshotHeader, tally: Tally): Generator<string> {
  let block = '';
  let last = '';
  for (const fact of facts) {
    const key = checkedKey(fact, header, last);
    last = key;
    tally.count(fact);
    block += `${factLine(fact)}\n`;
    if (block.length < BLOCK) continue;
    tally.digest(block);
    yield block;
    block = '';
  }
  tally.digest(block);
  if (block !== '') yield block;
}

function checkedKey(fact: Fact, header: SnapshotHeader, last: string): string {
  const problem = factProblem(fact, header.passwords);
  if (problem !== undefined)
    throw internalError(`The fact after ${visible(last) || 'the header'} ${problem}.`);
  const key = keyOf(fact);
  if (key <= last) throw internalError(`The fact ${visible(key)} is not in order or stands twice.`);
  return key;
}
