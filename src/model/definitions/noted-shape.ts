// What is no object with a definition here, and has extended properties all the same: the database, its schemas and principals,
// filegroups and files. Source: "sp_addextendedproperty (Transact-SQL)" (Microsoft).
import { object } from '../facts/body-shape.ts';
import { name } from '../facts/value-shape.ts';

/** It has properties, and nothing else. */
export const NOTED = object({});

/** A file, and the filegroup that it is in. */
export const NOTED_FILE = object({ filegroup: name });
