// What a definition becomes: statements, each with the part of a script that it belongs to and the thing that it makes.

import type { ReleaseNeed } from '../model/catalog/release-need.ts';
import { NAME_SCHEMA as name } from '../model/name-length.ts';

/** The parts of a script that definitions stand in, in their order. */
export const DEFINITION_SECTIONS = [
  'databases',
  'settings',
  'xml-schemas',
  'assemblies',
  'external-code',
  'column-keys',
  'message-types',
  'contracts',
  'queues',
  'services',
  'broker',
  'storage',
  'types',
  'synonyms',
  'extended-procedures',
  'external-models',
  'full-text',
  'tables',
  'table-indexes',
  'full-text-indexes',
  'modules',
  'indexes',
  'procedures',
  'foreign-keys',
  'triggers',
  'policies',
  'properties',
  'finally',
  'database-triggers',
  'databases-finally',
] as const;

/** A part of a script that definitions stand in. */
export type DefinitionSection = (typeof DEFINITION_SECTIONS)[number];

/** What a statement makes, by which it is known whether that is there already. */
export interface Made {
  /** What it is. */
  readonly what: MadeKind;
  /** Absent for what stands in none. */
  readonly schema?: string;
  /** Its name. */
  readonly name: string;
  /** The table or view, of the same schema; of what is of a database, the database; of an external library, its owner. */
  readonly on?: string;
  /** Of a constraint without a name: what else tells it; of a foreign key the table that it refers to. */
  readonly definition?: string;
  /** Of a foreign key without a name: its columns; of an edge constraint: schemas and names of what it connects. */
  readonly columns?: readonly string[];
  /** Of an extended property: the kinds and names of what it is on, as its procedure takes them. */
  readonly levels?: readonly string[];
}

/** What can be asked for. */
export const MADE_KINDS = [
  'database',
  'filegroup',
  'even-filegroup',
  'default-filegroup',
  'read-only-filegroup',
  'database-file',
  'database-option',
  'database-feature',
  'database-state',
  'schema',
  'object',
  'type',
  'xml-schema-collection',
  'assembly',
  'assembly-file',
  'hidden-assembly',
  'external-language',
  'external-library',
  'column-master-key',
  'column-encryption-key',
  'tracked-table',
  'numbered-procedure',
  'startup-procedure',
  'classification',
  'signature',
  'partition-function',
  'partition-scheme',
  'index',
  'statistics',
  'disabled-index',
  'disabled-trigger',
  'ordered-trigger',
  'column',
  'column-default',
  'external-data-source',
  'external-file-format',
  'external-model',
  'edge-constraint',
  'unnamed-check',
  'unnamed-foreign-key',
  'property',
  'activated-queue',
  'full-text-index',
  'message-type',
  'contract',
  'service',
  'route',
  'remote-service-binding',
  'broker-priority',
  'full-text-catalog',
  'full-text-stoplist',
  'search-property-list',
  'plan-guide',
  'disabled-plan-guide',
  'event-notification',
  'database-trigger',
  'ordered-database-trigger',
  'disabled-database-trigger',
  'scoped-configuration',
] as const;

/** What can be asked for. */
export type MadeKind = (typeof MADE_KINDS)[number];

/** A statement, or several that are one batch. */
export interface ObjectStatement {
  /** The part of a script that it stands in. */
  readonly section: DefinitionSection;
  /** What it makes. */
  readonly makes: Made;
  /** T-SQL; lines end in a line feed where they are ours, and as they were in the text of a module. */
  readonly text: string;
  /** Of a module: where its CREATE stands, from 0. */
  readonly createAt?: number;
  /** Of a module that ALTER does not know: what is there of it stays. */
  readonly isNotAltered?: true;
  /** It is made under SET ANSI_NULLS OFF. */
  readonly isAnsiNullsOff?: true;
  /** It is made under SET QUOTED_IDENTIFIER OFF. */
  readonly isQuotedIdentifierOff?: true;
  /** The release that it needs, where 2012 does not do. */
  readonly need?: ReleaseNeed;
}

/** Something that has no statement, and why. */
export interface Unscripted {
  /** Stable code, such as `encrypted-module`. */
  readonly code: string;
  readonly why: string;
}

/** JSON Schema of {@link Made}. */
export const MADE_SCHEMA = {
  type: 'object',
  properties: {
    what: { enum: MADE_KINDS },
    schema: name,
    name,
    on: name,
    definition: { type: 'string' },
    columns: { type: 'array', items: name },
    levels: { type: 'array', items: name },
  },
  required: ['what', 'name'],
  additionalProperties: false,
} as const;
