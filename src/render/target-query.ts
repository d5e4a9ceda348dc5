// In how far a server is what a script is meant for: the same questions that a script asks in its preflight, asked
// without its tables, so that a dry run need not make any.
import { CHOICES, EXPECTATIONS, NOTICES } from '../model/script-protocol.ts';
import type { Expectation } from '../plan/expectation.ts';
import { statementLiteral } from '../text/literal.ts';
import { text } from '../text/quote.ts';
import type { TemplateSet } from './step-template.ts';

/** SELECTs, each with rows of weight, fact and remedy, that hold a server against what is expected of it. */
export function targetQueries(
  templates: TemplateSet,
  expected: readonly Expectation[],
  anyServer: boolean,
): readonly string[] {
  const rows = expected.map(({ property, value }) => `(${text(property)}, ${statementLiteral(value).sql})`);
  const table = `(VALUES ${rows.join(', ')}) AS expected (property, value)`;
  return templates('target', {})
    .split(/;(?:\n|$)/)
    .filter((statement) => statement !== '')
    .map((statement) =>
      statement
        .replaceAll(`INSERT ${NOTICES} (weight, fact, remedy) `, '')
        .replaceAll(`(SELECT any_server FROM ${CHOICES})`, anyServer ? '1' : '0')
        .replaceAll(EXPECTATIONS, () => table),
    );
}
