// The verb that a statement which is not about security is listed under: its first words, and those further on that
// change what it is (SELECT … INTO makes a table, a common table expression is not what runs).

import type { Token } from '../lex/token.ts';

const TWO_WORDS = new Set(
  'SET BEGIN BACKUP RESTORE DBCC EXECUTE EXEC DISABLE ENABLE BULK END UPDATE OPEN CLOSE'.split(' '),
);
const DEFINITIONS = new Set(['CREATE', 'ALTER', 'DROP']);
const QUERIES = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']);
const OUTSIDE = new Set(['OPENROWSET', 'OPENQUERY', 'OPENDATASOURCE']);
/** Second words of a two-word verb are only these, where it could be a name. */
const UPDATED = new Set(['STATISTICS']);

/** First words of what CREATE, ALTER and DROP take ("Transact-SQL statements"). */
export const KINDS: ReadonlySet<string> = new Set(
  `AGGREGATE ASSEMBLY ASYMMETRIC AVAILABILITY BROKER CERTIFICATE CLUSTERED COLUMN COLUMNSTORE CONTRACT COUNTER
   CRYPTOGRAPHIC DATABASE DEFAULT ENDPOINT EVENT EXTERNAL FEDERATION FULLTEXT FUNCTION INDEX JSON MASTER MATERIALIZED
   MESSAGE NONCLUSTERED PARTITION PRIMARY PROC PROCEDURE QUEUE REMOTE RESOURCE ROUTE RULE SEARCH SECURITY SELECTIVE
   SENSITIVITY SEQUENCE SERVER SERVICE SIGNATURE SPATIAL STATISTICS SYMMETRIC SYNONYM TABLE TRIGGER TYPE UNIQUE VECTOR
   VIEW WORKLOAD XML`.split(/\s+/),
);
/** Words that go on with them. */
const MORE_KINDS = new Set(
  `AUDIT BINDING CATALOG CLASSIFICATION COLLECTION CONFIGURATION DATA ENCRYPTION FILE FORMAT GOVERNOR GROUP KEY LANGUAGE
   LIBRARY LIST MODEL NOTIFICATION POLICY POOL PRIORITY PROPERTY PROVIDER SCHEMA SCHEME SCOPED SESSION SOURCE
   SPECIFICATION STOPLIST STREAM`.split(/\s+/),
);
const KIND_LENGTH = 5;

/** Gathers the verb of a statement while its tokens go by. */
export class ForeignVerb {
  readonly #words: string[] = [];
  #isOpen = true;
  #outside = '';

  get text(): string {
    return [...this.#words, ...(this.#outside === '' ? [] : [this.#outside])].join(' ');
  }

  take({ kind, upper }: Token, depth: number): void {
    const [first] = this.#words;
    if (first === undefined) {
      this.#words.push(upper === '(' ? 'SELECT' : upper);
      return;
    }
    if (kind !== 'word') {
      this.#isOpen = false;
      return;
    }
    if (OUTSIDE.has(upper)) this.#outside = upper;
    if (depth === 0) this.#takeWord(first, upper);
  }

  #takeWord(first: string, upper: string): void {
    if (first === 'WITH' && QUERIES.has(upper)) this.#words[0] = upper;
    else if (first === 'SELECT' && upper === 'INTO' && this.#words.length === 1) this.#words.push(upper);
    else if (this.#isOpen && this.#belongs(first, upper)) this.#words.push(upper);
    else if (upper !== 'OR' && upper !== 'ALTER') this.#isOpen = false;
  }

  #belongs(first: string, upper: string): boolean {
    if (DEFINITIONS.has(first))
      return (KINDS.has(upper) || MORE_KINDS.has(upper)) && this.#words.length < KIND_LENGTH;
    if (first === 'UPDATE') return UPDATED.has(upper) && this.#words.length === 1;
    return TWO_WORDS.has(first) && this.#words.length === 1;
  }
}
