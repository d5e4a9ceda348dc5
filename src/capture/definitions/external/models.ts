// External models. Source: "sys.external_models" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { filled, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { keepById } from '../kept.ts';

const models = keepById<{ readonly name: string; readonly body: BodyOf<'external-model'> }>();

/** `sys.external_models`. */
const externalModels = defineQuery<DatabaseScope>()({
  name: 'external models',
  view: 'sys.external_models',
  since: 2025,
  columns: [
    'external_model_id',
    'name',
    'location',
    'api_format',
    'model_type_desc',
    'model',
    'credential_id',
  ],
  // Of the type json, which not every driver knows.
  expressions: { parameters_text: 'CONVERT(nvarchar(max), [v].[parameters])' },
  read: (scope, at) => ({
    row(row) {
      const location = filled(row[at.location]);
      const format = filled(row[at.api_format]);
      const model = filled(row[at.model]);
      const credentialId = integer(row[at.credential_id]) ?? 0;
      const credential = securableIndex(scope, 'DATABASE SCOPED CREDENTIAL').get(credentialId)?.name;
      const isOfKnownType = /^embeddings$/i.test(name(row[at.model_type_desc]));
      const isHidden = location === undefined || format === undefined || model === undefined;
      if (isHidden || !isOfKnownType || (credentialId !== 0 && credential === undefined)) {
        const fact =
          'External models are of a type that is not known, or have a location, a format, a model or a credential that the login does not see; they were not captured.';
        scope.ledger.omit('unknown-external-model', fact, 'Script these models by hand.', 1);
        return;
      }
      const parameters = filled(row[at.parameters_text]);
      const body = defined({ location, format, type: 'EMBEDDINGS' as const, model, credential, parameters });
      models(scope).set(id(row[at.external_model_id]), { name: name(row[at.name]), body });
    },
  }),
});

/** What is read of external models. */
export const EXTERNAL_MODEL_QUERIES = [externalModels];

/** The external models of a database. */
export function* modelFacts(scope: DatabaseScope): Generator<DefinitionOf<'external-model'>> {
  const { database } = scope;
  for (const { name: model, body } of models(scope).values())
    yield { kind: 'definition', database, type: 'external-model', name: model, body };
}
