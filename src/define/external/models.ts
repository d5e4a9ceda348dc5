// External models. Source: "CREATE EXTERNAL MODEL (Transact-SQL)" (Microsoft).
import { hasHiddenPath } from '../../model/definitions/external-shape.ts';
import { identifier, keyword, text } from '../../text/quote.ts';
import type { DefinitionKind } from '../kind.ts';
import { credentialRemarks, option } from './option.ts';

/** How external models are written; whose they are is said where owners are. */
export const EXTERNAL_MODEL_KIND: DefinitionKind<'external-model'> = {
  statements: ({ name, body: { location, format, type, model, credential, parameters } }) => {
    const options = [
      `LOCATION = ${text(location)}`,
      `API_FORMAT = ${text(format)}`,
      `MODEL_TYPE = ${keyword(type)}`,
      `MODEL = ${text(model)}`,
      ...option('CREDENTIAL', credential, identifier),
      ...option('PARAMETERS', parameters, text),
    ];
    return [
      {
        section: 'external-models',
        makes: { what: 'external-model', name },
        text: `CREATE EXTERNAL MODEL ${identifier(name)} WITH (${options.join(', ')});`,
      },
    ];
  },
  // Without it the model would be another one, or none.
  unscripted: ({ body }) =>
    hasHiddenPath(body)
      ? {
          code: 'runtime-path-hidden',
          why: 'ONNX Runtime runs it, and the catalogue does not show where that is (LOCAL_RUNTIME_PATH): make it by hand.',
        }
      : undefined,
  remarks: ({ body: { credential } }) => credentialRemarks(credential),
  isHard: () => false,
};
