// What objects are made with. Source: the pages of CREATE TABLE, CREATE VIEW … (Microsoft).
import type { ActionRows } from './action-row.ts';

export const DEFINITION_ACTIONS = {
  /** What a definition becomes: a table, a view, an index … The definition says in which section it stands. */
  define: {
    phase: 'define-tables',
    parameters: {
      makes: 'made',
      existing: 'words',
      statement: 'batch',
      createAt: 'number?',
      nullsOff: 'flag',
      quotesOff: 'flag',
      need: 'release?',
    },
    wrapper: 'define',
    isGuarded: true,
  },
} as const satisfies ActionRows;
