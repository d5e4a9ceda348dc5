// All examples, which together have a definition of every type, and the settings of the server that they are on.
import { SQL_VERSIONS } from '../../../src/model/catalog/version.ts';
import type { TableRows } from '../../server/engine/engine-from-tables.ts';
import { CLR, SETTINGS as CLR_SETTINGS } from './clr-rows.ts';
import { BROKER, BROKER_SETTINGS, SEARCHED, WATCHED } from './every-type.ts';
import { INDEXED } from './index-rows.ts';
import { MARKED } from './marked-rows.ts';
import { NOTED } from './noted-rows.ts';
import { SPECIAL } from './special-rows.ts';
import { TYPED } from './typed-rows.ts';
import { UNUSUAL, UNUSUAL_SERVER } from './unusual-rows.ts';
import { WHOLE } from './whole-database.ts';

/** The rows of each, by its name. */
export const EXAMPLES: Readonly<Record<string, TableRows>> = {
  BROKER,
  CLR,
  INDEXED,
  MARKED,
  NOTED,
  SEARCHED,
  SPECIAL,
  WATCHED,
  TYPED,
  UNUSUAL,
  WHOLE,
};

/** Rows of the server, of those that say something of it. */
export const EXAMPLE_SERVERS: Readonly<Record<string, TableRows>> = { UNUSUAL: UNUSUAL_SERVER };

/** Of the newest release, which knows all that is in them. */
export const EXAMPLE_SETTINGS = {
  version: SQL_VERSIONS.at(-1) ?? 2025,
  xmlSchemas: { ...BROKER_SETTINGS.xmlSchemas, ...CLR_SETTINGS.xmlSchemas },
};
