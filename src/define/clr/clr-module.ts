// Procedures, functions, aggregates and types of CLR: their heads are put together, since they have no text.
// Source: "CREATE PROCEDURE", "CREATE FUNCTION", "CREATE AGGREGATE", "CREATE TYPE (Transact-SQL)" (Microsoft).
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import type { DefinitionFact } from '../../model/facts/definition-fact.ts';
import { identifier, qualified, text } from '../../text/quote.ts';
import { keyList } from '../index.ts';
import type { DefinitionKind } from '../kind.ts';
import { sectionOf } from '../module.ts';
import { constant } from '../parts/constant.ts';
import { type Reference, typeReference } from '../reference.ts';
import type { DefinitionSection, ObjectStatement } from '../statement.ts';
import { typeName } from '../type-name.ts';

/** How procedures of CLR are written. */
export const CLR_PROCEDURE_KIND: DefinitionKind<'clr-procedure'> = {
  statements: (fact, context) => {
    const { body } = fact;
    const lines = [
      `CREATE PROCEDURE ${qualified(fact)}${parametersText(body)}`,
      ...withClause(runsAs(body)),
      `AS ${externalName(body)};`,
    ];
    return [objectOf(fact, sectionOf(fact, 'procedures', context), lines)];
  },
  isHard: () => true,
  needs: ({ body }) => parameterTypes(body),
};

/** How functions of CLR are written. */
export const CLR_FUNCTION_KIND: DefinitionKind<'clr-function'> = {
  statements: (fact, context) => {
    const { body } = fact;
    const { columns = [], returns, order } = body;
    const listed = columns.map(({ name, type }) => `${identifier(name)} ${typeName(type)}`).join(', ');
    const options = [...(body.returnsNullOnNull ? ['RETURNS NULL ON NULL INPUT'] : []), ...runsAs(body)];
    const lines = [
      `CREATE FUNCTION ${qualified(fact)} (${listOf(body)})`,
      `RETURNS ${returns === undefined ? `TABLE (${listed})` : typeName(returns)}`,
      ...withClause(options),
      ...(order === undefined ? [] : [`ORDER (${keyList(order)})`]),
      `AS ${externalName(body)};`,
    ];
    return [objectOf(fact, sectionOf(fact, 'modules', context), lines)];
  },
  isHard: () => true,
  needs: ({ body }) => [
    ...parameterTypes(body),
    ...typeReference(body.returns),
    ...(body.columns ?? []).flatMap(({ type }) => typeReference(type)),
  ],
};

/** How aggregates are written. */
export const AGGREGATE_KIND: DefinitionKind<'aggregate'> = {
  statements: (fact, context) => {
    const { assembly, className, returns } = fact.body;
    const lines = [
      `CREATE AGGREGATE ${qualified(fact)} (${listOf(fact.body)})`,
      `RETURNS ${typeName(returns)}`,
      `EXTERNAL NAME ${identifier(assembly)}.${identifier(className)};`,
    ];
    return [objectOf(fact, sectionOf(fact, 'modules', context), lines)];
  },
  isHard: () => true,
  needs: ({ body }) => [...parameterTypes(body), ...typeReference(body.returns)],
};

/** How types of CLR are written. */
export const CLR_TYPE_KIND: DefinitionKind<'clr-type'> = {
  statements: (fact) => {
    const { schema = 'dbo', name, body } = fact;
    return [
      {
        section: 'types',
        makes: { what: 'type', schema, name },
        text: `CREATE TYPE ${qualified(fact)} EXTERNAL NAME ${identifier(body.assembly)}.${identifier(body.className)};`,
      },
    ];
  },
  isHard: () => true,
};

type Body = BodyOf<'clr-procedure'> | BodyOf<'clr-function'> | BodyOf<'aggregate'>;
type Runs = Pick<BodyOf<'clr-trigger'>, 'isAsOwner' | 'executeAs'>;

function objectOf(
  { schema = 'dbo', name }: DefinitionFact,
  section: DefinitionSection,
  lines: readonly string[],
): ObjectStatement {
  return { section, makes: { what: 'object', schema, name }, text: lines.join('\n') };
}

function parametersText(body: Body): string {
  const listed = listOf(body);
  return listed === '' ? '' : ` (${listed})`;
}

/** `@a [int] = 1 OUTPUT, @b [dbo].[rows] READONLY`. */
function listOf({ parameters = [] }: Body): string {
  return parameters
    .map(({ name, type, default: value, isOutput, isReadOnly }) =>
      [
        parameterName(name),
        typeName(type),
        value === undefined ? '' : `= ${constant(value)}`,
        isOutput ? 'OUTPUT' : '',
        isReadOnly ? 'READONLY' : '',
      ]
        .filter((part) => part !== '')
        .join(' '),
    )
    .join(', ');
}

/** A name of a variable has no delimiters; any other is refused by being delimited. */
function parameterName(name: string): string {
  return /^@[\p{L}\p{M}\p{N}_@#$]+$/u.test(name) ? name : identifier(name);
}

function parameterTypes({ parameters = [] }: Body): readonly Reference[] {
  return parameters.flatMap(({ type }) => typeReference(type));
}

/** `EXECUTE AS OWNER`; whoever calls is as usual. */
export function runsAs({ isAsOwner, executeAs }: Runs): string[] {
  if (isAsOwner) return ['EXECUTE AS OWNER'];
  return executeAs === undefined ? [] : [`EXECUTE AS ${text(executeAs)}`];
}

/** `WITH a, b`, or no line. */
export function withClause(options: readonly string[]): string[] {
  return options.length === 0 ? [] : [`WITH ${options.join(', ')}`];
}

/** `EXTERNAL NAME [assembly].[class].[method]`. */
export function externalName({
  assembly,
  className,
  method,
}: Pick<BodyOf<'clr-trigger'>, 'assembly' | 'className' | 'method'>): string {
  return `EXTERNAL NAME ${[assembly, className, method].map(identifier).join('.')}`;
}
