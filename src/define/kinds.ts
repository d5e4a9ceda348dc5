// How every type of object is written. A type that is missing here does not compile.
import type { DefinitionType } from '../model/definitions/definition-type.ts';
import type { Use } from '../model/definitions/type-shape.ts';
import { RegrantError } from '../model/errors.ts';
import type { DefinitionFact } from '../model/facts/definition-fact.ts';
import { subjectOf } from '../model/words/sentence.ts';
import { shown } from '../model/words/shown.ts';
import {
  BINDING_KIND,
  CONTRACT_KIND,
  MESSAGE_TYPE_KIND,
  PRIORITY_KIND,
  QUEUE_KIND,
  ROUTE_KIND,
  SERVICE_KIND,
} from './broker.ts';
import { ASSEMBLY_KIND } from './clr/assembly.ts';
import { AGGREGATE_KIND, CLR_FUNCTION_KIND, CLR_PROCEDURE_KIND, CLR_TYPE_KIND } from './clr/clr-module.ts';
import { CLR_DATABASE_TRIGGER_KIND, CLR_TRIGGER_KIND } from './clr/clr-trigger.ts';
import { COLUMN_ENCRYPTION_KEY_KIND, COLUMN_MASTER_KEY_KIND } from './column-key.ts';
import { DATABASE_TRIGGER_KIND } from './database-trigger.ts';
import { DATABASE_KIND } from './databases/database.ts';
import type { DefineContext } from './define-options.ts';
import { EXTERNAL_LANGUAGE_KIND, EXTERNAL_LIBRARY_KIND } from './external/code.ts';
import { EXTENDED_PROCEDURE_KIND } from './external/extended-procedure.ts';
import {
  EXTERNAL_DATA_SOURCE_KIND,
  EXTERNAL_FILE_FORMAT_KIND,
  EXTERNAL_TABLE_KIND,
} from './external/external.ts';
import { EXTERNAL_MODEL_KIND } from './external/models.ts';
import { NOTED_KIND } from './external/noted.ts';
import {
  FULL_TEXT_CATALOG_KIND,
  FULL_TEXT_INDEX_KIND,
  PROPERTY_LIST_KIND,
  STOPLIST_KIND,
} from './full-text.ts';
import type { DefinitionKind } from './kind.ts';
import { DEFAULT_KIND, FUNCTION_KIND, PROCEDURE_KIND, RULE_KIND, TRIGGER_KIND, VIEW_KIND } from './module.ts';
import { PARTITION_FUNCTION_KIND, PARTITION_SCHEME_KIND } from './partition.ts';
import { propertyStatements } from './parts/extended-property.ts';
import { releaseOf } from './parts/release-of.ts';
import { signatureRemarks, signatureStatements } from './parts/signature.ts';
import {
  EVENT_NOTIFICATION_KIND,
  PLAN_GUIDE_KIND,
  SCOPED_CONFIGURATION_KIND,
  SECURITY_POLICY_KIND,
} from './policy.ts';
import type { Reference } from './reference.ts';
import { SEQUENCE_KIND } from './sequence.ts';
import type { ObjectStatement, Unscripted } from './statement.ts';
import { SYNONYM_KIND } from './synonym.ts';
import { TABLE_KIND } from './table.ts';
import { ALIAS_TYPE_KIND, TABLE_TYPE_KIND } from './types.ts';
import { XML_SCHEMA_COLLECTION_KIND } from './xml-schema-collection.ts';

const KINDS: { readonly [T in DefinitionType]: DefinitionKind<T> } = {
  database: DATABASE_KIND,
  table: TABLE_KIND,
  view: VIEW_KIND,
  procedure: PROCEDURE_KIND,
  function: FUNCTION_KIND,
  trigger: TRIGGER_KIND,
  'clr-procedure': CLR_PROCEDURE_KIND,
  'clr-function': CLR_FUNCTION_KIND,
  aggregate: AGGREGATE_KIND,
  'clr-trigger': CLR_TRIGGER_KIND,
  'clr-database-trigger': CLR_DATABASE_TRIGGER_KIND,
  'extended-procedure': EXTENDED_PROCEDURE_KIND,
  assembly: ASSEMBLY_KIND,
  'external-language': EXTERNAL_LANGUAGE_KIND,
  'external-library': EXTERNAL_LIBRARY_KIND,
  'xml-schema-collection': XML_SCHEMA_COLLECTION_KIND,
  'clr-type': CLR_TYPE_KIND,
  'message-type': MESSAGE_TYPE_KIND,
  contract: CONTRACT_KIND,
  queue: QUEUE_KIND,
  service: SERVICE_KIND,
  route: ROUTE_KIND,
  'remote-service-binding': BINDING_KIND,
  'broker-priority': PRIORITY_KIND,
  'full-text-catalog': FULL_TEXT_CATALOG_KIND,
  'full-text-stoplist': STOPLIST_KIND,
  'search-property-list': PROPERTY_LIST_KIND,
  'full-text-index': FULL_TEXT_INDEX_KIND,
  'security-policy': SECURITY_POLICY_KIND,
  'plan-guide': PLAN_GUIDE_KIND,
  'event-notification': EVENT_NOTIFICATION_KIND,
  'database-trigger': DATABASE_TRIGGER_KIND,
  'column-master-key': COLUMN_MASTER_KEY_KIND,
  'column-encryption-key': COLUMN_ENCRYPTION_KEY_KIND,
  'scoped-configuration': SCOPED_CONFIGURATION_KIND,
  synonym: SYNONYM_KIND,
  sequence: SEQUENCE_KIND,
  'alias-type': ALIAS_TYPE_KIND,
  'table-type': TABLE_TYPE_KIND,
  default: DEFAULT_KIND,
  rule: RULE_KIND,
  'partition-function': PARTITION_FUNCTION_KIND,
  'partition-scheme': PARTITION_SCHEME_KIND,
  'external-data-source': EXTERNAL_DATA_SOURCE_KIND,
  'external-file-format': EXTERNAL_FILE_FORMAT_KIND,
  'external-model': EXTERNAL_MODEL_KIND,
  'external-table': EXTERNAL_TABLE_KIND,
  'database-properties': NOTED_KIND,
  'schema-properties': NOTED_KIND,
  'user-properties': NOTED_KIND,
  'filegroup-properties': NOTED_KIND,
  'file-properties': NOTED_KIND,
};

/** The row of a fact; what it takes is the fact that it was asked by. */
function kindOf({ type }: DefinitionFact): DefinitionKind<DefinitionType> {
  return KINDS[type] as unknown as DefinitionKind<DefinitionType>;
}

/** What a definition becomes, part by part: the object itself, what is noted on it, its signatures. */
export const PARTS = [ownStatements, propertyStatements, signatureStatements] as const;

function ownStatements(fact: DefinitionFact, context: DefineContext): readonly ObjectStatement[] {
  return kindOf(fact).statements(fact as never, context);
}

/** The statements of a part of an object, each with the release that it needs. */
export function statementsOfPart(
  part: (typeof PARTS)[number],
  fact: DefinitionFact,
  context: DefineContext,
): readonly ObjectStatement[] {
  return part(fact, context).map((statement) => {
    const need = statement.need ?? releaseOf(fact, statement, context.collation);
    return need === undefined ? statement : { ...statement, need };
  });
}

/**
 * The statements that make an object, and none of those that change it where nothing can make it.
 * Throws a RegrantError `bad-snapshot` for what is not what the catalogue gives.
 */
export function statementsOf(fact: DefinitionFact, context: DefineContext): readonly ObjectStatement[] {
  if (whyUnscripted(fact) !== undefined) return [];
  try {
    return PARTS.flatMap((part) => statementsOfPart(part, fact, context));
  } catch (error) {
    throw error instanceof RegrantError ? ofObject(error, fact) : error;
  }
}

/** What is wrong with a value, with the object that has it: a database has thousands. */
function ofObject({ code, fact, remedy }: RegrantError, object: DefinitionFact): RegrantError {
  return new RegrantError({
    code,
    fact: `${shown(object.database)}, ${subjectOf(object)}: ${fact}`,
    remedy,
  });
}

/** Why an object has no statement; undefined where it has. */
export function whyUnscripted(fact: DefinitionFact): Unscripted | undefined {
  return kindOf(fact).unscripted?.(fact as never);
}

/** What has to be known of an object that has its statements: a part that has none, what it needs besides. */
export function remarksOf(fact: DefinitionFact): readonly Unscripted[] {
  if (whyUnscripted(fact) !== undefined) return [];
  return [...(kindOf(fact).remarks?.(fact as never) ?? []), ...signatureRemarks(fact)];
}

/** What has to be there before an object besides what its text uses. */
export function needsOf(fact: DefinitionFact): readonly Reference[] {
  return kindOf(fact).needs?.(fact as never) ?? [];
}

/** Whether something that an object uses has to be there before it. */
export function isHardUse(fact: DefinitionFact, use: Use): boolean {
  return kindOf(fact).isHard(fact as never, use);
}
