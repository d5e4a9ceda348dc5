// The text of a plain file: batches between lines that say GO, and the two settings that a module is made under before
// those that take others than the batch before. Source: "SET QUOTED_IDENTIFIER (Transact-SQL)" (Microsoft).
import { foundMade } from '../define/made.ts';
import type { ObjectStatement } from '../define/statement.ts';
import { lineEnd } from '../files/encode-text.ts';
import { EXPORT_SCRIPT } from '../files/file-kind.ts';
import { DEFINITION_TYPES } from '../model/definitions/definition-type.ts';
import type { DefinitionFact } from '../model/facts/definition-fact.ts';
import { plainText } from '../text/literal.ts';
import { identifier } from '../text/quote.ts';
import { asConstant, batchText, standsInFile, withNewlines } from './batch-text.ts';
import type { ExportOptions } from './export-options.ts';

/** Writes the batches of one file, in their order. */
export class ObjectText {
  readonly #options: ExportOptions;
  readonly #newline: string;
  #settings = '';

  constructor(options: ExportOptions) {
    this.#options = options;
    this.#newline = lineEnd(options.newline ?? 'crlf');
  }

  /** The first line of a script of many objects. */
  head(server: string): string {
    return `${EXPORT_SCRIPT}${plainText(server)}, by regrant export.${this.#newline}`;
  }

  /** `USE [db]`. */
  use(database: string): string {
    return this.#batch(`USE ${identifier(database)};`);
  }

  /** What stands before an object. */
  heading({ type, schema, name }: DefinitionFact): string {
    if (this.#options.headers !== true) return '';
    const place = [schema, name].flatMap((part) => (part === undefined ? [] : [identifier(part)])).join('.');
    const words = DEFINITION_TYPES[type].one.replace(/ with properties$/, '');
    return `/****** ${words.slice(0, 1).toUpperCase()}${words.slice(1)} ${plainText(place)} ******/${this.#newline}`;
  }

  /** Why an object has no statement. */
  remark(why: string): string {
    return `-- ${plainText(why)}${this.#newline}`;
  }

  /** A statement of a definition. */
  statement(statement: ObjectStatement): string {
    const settings = [
      `SET ANSI_NULLS ${statement.isAnsiNullsOff ? 'OFF' : 'ON'};`,
      `SET QUOTED_IDENTIFIER ${statement.isQuotedIdentifierOff ? 'OFF' : 'ON'};`,
    ]
      .map((line) => batchText(line, this.#newline))
      .join('');
    const before = settings === this.#settings ? '' : settings;
    this.#settings = settings;
    return `${before}${this.#definition(statement)}`;
  }

  /** A statement of anything else, which is one line. */
  plain(statement: string): string {
    return this.#batch(`${statement};`);
  }

  /** A statement that has its semicolon. */
  whole(statement: string): string {
    return this.#batch(statement);
  }

  #definition({ text, makes, createAt, isNotAltered }: ObjectStatement): string {
    const { existence = 'none' } = this.#options;
    if (existence === 'create-or-alter' && createAt !== undefined && !isNotAltered) {
      const to = createAt + 'CREATE'.length;
      return this.#module(`${text.slice(0, to)} OR ALTER${text.slice(to)}`);
    }
    if (existence !== 'none') {
      const condition = `IF NOT EXISTS (${foundMade(makes)})${this.#newline}    `;
      return batchText(asConstant(text, this.#newline, condition), this.#newline);
    }
    return createAt === undefined ? this.#batch(text) : this.#module(text);
  }

  /** A module's text is what somebody sent, line ends and all. */
  #module(text: string): string {
    return batchText(standsInFile(text) ? text : asConstant(text, this.#newline), this.#newline);
  }

  #batch(text: string): string {
    return standsInFile(text) ? this.#module(withNewlines(text, this.#newline)) : this.#module(text);
  }
}
