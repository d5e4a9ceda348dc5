// Takes a snapshot's file block by block and trusts nothing: what it gives has the right shape, is in strictly
// ascending order, and after end() is known to be whole and as it was written.
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Fact } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import { SNAPSHOT_FORMAT, type SnapshotFooter, type SnapshotHeader } from '../model/snapshot.ts';
import { visible } from '../model/words/visible.ts';
import { badSnapshot, REMEDY } from './bad-snapshot.ts';
import { factProblem } from './fact-check.ts';
import { canonicalLine } from './fact-line.ts';
import { countsProblem, headerProblem, type KindCounts } from './header-check.ts';
import { headerLine, undigested } from './header-line.ts';
import { FOOTER_SCHEMA } from './line-schema.ts';
import { compileCheck } from './shape-check.ts';

/** What the first line of a script begins with, mostly. */
const SCRIPT = /^\s*(?:--|\/\*|(?:CREATE|DECLARE|EXEC|GO|GRANT|IF|PRINT|SET|USE)\b)/i;
const NOT_CANONICAL = 'is not as Regrant writes it: something stands twice in it, or blanks are between';
const FOOTER_START = '{"facts":';
const footerProblem = compileCheck(FOOTER_SCHEMA);

/** Reads one file; each method throws a RegrantError `bad-snapshot` that names the file and the line. */
export class SnapshotParser {
  readonly #path: string;
  readonly #hash = createHash('sha256');
  readonly #counts: KindCounts = {};
  #header: SnapshotHeader | undefined;
  #footer: SnapshotFooter | undefined;
  #line = 0;
  #facts = 0;
  #last = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** The header; there once the first block was taken. */
  get header(): SnapshotHeader {
    if (this.#header === undefined) throw badSnapshot(this.#path, 0, 'is empty', REMEDY.other);
    return this.#header;
  }

  /** Takes a block of whole lines and gives its facts. */
  take(block: Buffer): Fact[] {
    if (!isUtf8(block)) throw this.#notUtf8(block);
    const lines = block.toString('utf8').split('\n');
    const cut = lines.pop();
    const facts: Fact[] = [];
    let begin = this.#header === undefined ? 1 : 0;
    if (begin === 1 && lines.length > 0) this.#takeHeader(lines[0] ?? '');
    for (let at = begin; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      this.#line += 1;
      if (this.#footer !== undefined) throw this.#bad('there is something after the footer', REMEDY.copy);
      if (line.startsWith(FOOTER_START)) {
        this.#digest(lines, begin, at);
        begin = at + 1;
        this.#takeFooter(line);
      } else facts.push(this.#fact(line));
    }
    if (this.#footer === undefined) this.#digest(lines, begin, lines.length);
    if (cut !== '') throw this.#cutLine(cut ?? '');
    return facts;
  }

  /** To be called after the last block: throws unless the file was whole and untouched. */
  end(): void {
    const header = this.header;
    const footer = this.#footer;
    if (footer === undefined) {
      throw this.#bad('the file ends here, without its footer: it is truncated', REMEDY.copy);
    }
    if (footer.facts !== this.#facts) {
      const what = `the footer says ${footer.facts} facts where there are ${this.#facts}`;
      throw this.#bad(`${what}: the file was edited`, REMEDY.copy);
    }
    if (footer.sha256 !== this.#hash.digest('hex')) {
      throw this.#bad('the footer’s SHA-256 is not that of the facts: the file was edited', REMEDY.copy);
    }
    const miscount = countsProblem(header, this.#counts);
    if (miscount !== undefined) {
      throw badSnapshot(this.#path, 1, `the header was edited: ${miscount}`, REMEDY.copy);
    }
  }

  #takeHeader(line: string): void {
    this.#line = 1;
    // First whether it is a snapshot at all: of a script it matters little how its lines end.
    const bare = line.replace(/^\ufeff/, '');
    if (SCRIPT.test(bare)) throw this.#bad('this is a T-SQL script, and no snapshot', REMEDY.script);
    const value = this.#json(bare, 'is not JSON, so this is no snapshot', REMEDY.other);
    if (line.startsWith('\ufeff')) throw this.#bad('starts with a byte order mark', REMEDY.binary);
    if (line.endsWith('\r')) throw this.#bad('ends in CR LF instead of LF', REMEDY.binary);
    const { regrant, format } = (value ?? {}) as Readonly<Record<string, unknown>>;
    if (regrant !== 'snapshot') throw this.#bad('is not the header of a snapshot', REMEDY.other);
    if (format !== SNAPSHOT_FORMAT) {
      const given = Number.isInteger(format) ? String(format) : 'unknown';
      const what = `the snapshot’s format is ${given}, and this version reads format ${SNAPSHOT_FORMAT}`;
      throw this.#bad(what, REMEDY.newer);
    }
    const text = undigested(line);
    if (text === undefined)
      throw this.#bad('the header’s SHA-256 is not its own: it was edited', REMEDY.copy);
    const header: unknown = JSON.parse(text);
    const problem = headerProblem(header);
    if (problem !== undefined) throw this.#bad(`is no valid header: ${problem}`, REMEDY.copy);
    this.#header = header as SnapshotHeader;
    if (headerLine(this.#header) !== line) throw this.#bad(NOT_CANONICAL, REMEDY.copy);
  }

  #fact(line: string): Fact {
    const value = this.#json(line, 'is not JSON', REMEDY.copy);
    const problem = factProblem(value, this.header.passwords);
    if (problem !== undefined) throw this.#bad(problem, REMEDY.copy);
    const fact = value as Fact;
    if (keysOf(fact) !== countKeys(line)) throw this.#bad(NOT_CANONICAL, REMEDY.copy);
    const key = keyOf(fact);
    if (key <= this.#last) throw this.#bad(this.#misplaced(key), REMEDY.copy);
    this.#last = key;
    this.#facts += 1;
    this.#counts[fact.kind] = (this.#counts[fact.kind] ?? 0) + 1;
    return fact;
  }

  #misplaced(key: string): string {
    return key === this.#last
      ? `a second fact has the key ${visible(key)}`
      : `the fact ${visible(key)} is out of order after ${visible(this.#last)}`;
  }

  #takeFooter(line: string): void {
    const value = this.#json(line, 'is not JSON', REMEDY.copy);
    const problem = footerProblem(value);
    if (problem !== undefined) throw this.#bad(`is no valid footer: ${problem}`, REMEDY.copy);
    this.#footer = value as SnapshotFooter;
    if (canonicalLine(this.#footer, FOOTER_SCHEMA) !== line) throw this.#bad(NOT_CANONICAL, REMEDY.copy);
  }

  #digest(lines: readonly string[], begin: number, end: number): void {
    if (begin < end) this.#hash.update(`${lines.slice(begin, end).join('\n')}\n`);
  }

  /** The parser's own message quotes the text, which may be a secret: only the position is kept. */
  #json(line: string, what: string, remedy: string): unknown {
    try {
      return JSON.parse(line);
    } catch (error) {
      const position = /position (\d+)/.exec(String(error))?.[1];
      throw this.#bad(position === undefined ? what : `${what} (character ${Number(position) + 1})`, remedy);
    }
  }

  #cutLine(cut: string): Error {
    this.#line += 1;
    if (this.#header === undefined) this.#takeHeader(cut);
    return this.#bad('is cut: the file ends without a line feed', REMEDY.copy);
  }

  #notUtf8(block: Buffer): Error {
    const [first, second] = block;
    const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    if (this.#line === 0 && utf16) return badSnapshot(this.#path, 0, 'is UTF-16', REMEDY.binary);
    return badSnapshot(this.#path, 0, `is not UTF-8 somewhere after line ${this.#line}`, REMEDY.copy);
  }

  #bad(what: string, remedy: string): Error {
    return badSnapshot(this.#path, this.#line, what, remedy);
  }
}

/** How many keys a fact has; a definition holds other objects. */
function keysOf(fact: Fact): number {
  return fact.kind === 'definition' ? keysIn(fact) : Object.keys(fact).length;
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const part of Object.values(value)) count += keysIn(part);
  return count;
}

/**
 * How many keys a line has, in all of its objects: this is what a parser that takes the last of two
 * equal keys must come to. In JSON a quote with a colon behind it ends a key, unless it is escaped and in a string.
 */
function countKeys(line: string): number {
  let count = 0;
  for (let at = line.indexOf('":'); at >= 0; at = line.indexOf('":', at + 2)) {
    if (line.charCodeAt(at - 1) !== BACKSLASH) count += 1;
  }
  return count;
}

const BACKSLASH = 92;
