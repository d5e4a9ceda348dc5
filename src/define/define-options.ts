// How definitions are written, and what the writing of one object has to know of its database.
import type { DefinitionFact } from '../model/facts/definition-fact.ts';
import type { LaterUse } from './parts/circle.ts';

/** How definitions are written. Every option has the value that restores most exactly. */
export interface DefineOptions {
  /** COLLATE of columns: where it is not the database's (default), always, or never. */
  readonly collation?: 'when-different' | 'always' | 'never';
  /** Where tables and indexes are stored: as they are (default), or wherever the database stores them. */
  readonly filegroups?: 'keep' | 'omit';
}

/** What is known of the database around an object. */
export interface DefineContext {
  readonly options: DefineOptions;
  /** The collation of the database; absent where nothing tells. */
  readonly collation?: string;
  /** Whether an object has to be there before the tables. */
  readonly isEarly: (fact: DefinitionFact) => boolean;
  /** What a table is made without at first, since it needs the table. */
  readonly laterOf: (fact: DefinitionFact) => readonly LaterUse[];
}
