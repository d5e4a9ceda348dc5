// Tables that are more than rows: of a ledger, and of files. Source: "sys.tables", "sys.views", "sys.filetables" (Microsoft).
import { object, type Shaped, YES } from '../facts/body-shape.ts';
import { name, opt, text } from '../facts/value-shape.ts';

/** A table of a ledger, and the view of it that SQL Server makes with it. */
export const LEDGER = object({
  isAppendOnly: YES,
  view: opt(
    object({
      schema: name,
      name,
      transaction: opt(name),
      sequence: opt(name),
      operation: opt(name),
      description: opt(name),
    }),
  ),
});

/** A table of a ledger. */
export type LedgerShape = Shaped<typeof LEDGER>;

/** A table of files, whose columns SQL Server makes; keys have no name where SQL Server gave them one. */
export const FILE_TABLE = object({
  directory: opt(text),
  collation: opt(text),
  isNamespaceOff: YES,
  primaryKey: opt(name),
  streamKey: opt(name),
  pathKey: opt(name),
});

/** A table of files. */
export type FileTableShape = Shaped<typeof FILE_TABLE>;
