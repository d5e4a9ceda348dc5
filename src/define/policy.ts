// Security policies, plan guides, event notifications and settings of a database's scope.
// Source: "CREATE SECURITY POLICY", "sp_create_plan_guide", "sp_control_plan_guide", "CREATE EVENT NOTIFICATION",
// "ALTER DATABASE SCOPED CONFIGURATION (Transact-SQL)" (Microsoft).
import type { DefinitionOf } from '../model/facts/definition-fact.ts';
import { parenthesized } from '../text/expression.ts';
import { identifier, keyword, qualified, text } from '../text/quote.ts';
import type { DefinitionKind } from './kind.ts';
import { scopedValue } from './scoped-setting.ts';
import type { ObjectStatement } from './statement.ts';

const never = (): boolean => false;

/** How security policies are written. */
export const SECURITY_POLICY_KIND: DefinitionKind<'security-policy'> = {
  statements: ({ schema = 'dbo', name, body }) => {
    const predicates = (body.predicates ?? []).map(({ kind, definition, on, operation }) => {
      const call = parenthesized(definition).slice(1, -1);
      const when = operation === undefined ? '' : ` ${keyword(operation)}`;
      return `ADD ${keyword(kind)} PREDICATE ${call} ON ${qualified(on)}${when}`;
    });
    const options = [
      `STATE = ${body.isOff ? 'OFF' : 'ON'}`,
      ...(body.isNotSchemaBound ? ['SCHEMABINDING = OFF'] : []),
    ];
    const parts = [
      `CREATE SECURITY POLICY ${qualified({ schema, name })}`,
      ...(predicates.length === 0 ? [] : [predicates.join(',\n')]),
      `WITH (${options.join(', ')})${body.isNotForReplication ? ' NOT FOR REPLICATION' : ''};`,
    ];
    return [{ section: 'policies', makes: { what: 'object', schema, name }, text: parts.join('\n') }];
  },
  isHard: never,
};

/** How plan guides are written. Their texts are compared byte for byte, and stay so. */
export const PLAN_GUIDE_KIND: DefinitionKind<'plan-guide'> = {
  statements: (fact) => [createGuide(fact), ...disabledGuide(fact)],
  isHard: never,
};

function createGuide({ name, body }: DefinitionOf<'plan-guide'>): ObjectStatement {
  const { scope, statement, module, batch, parameters, hints } = body;
  const orNull = (value: string | undefined) => (value === undefined ? 'NULL' : text(value));
  const values = [
    `@name = ${text(name)}`,
    `@stmt = ${text(statement)}`,
    `@type = ${text(keyword(scope))}`,
    `@module_or_batch = ${orNull(module === undefined ? batch : qualified(module))}`,
    `@params = ${orNull(parameters)}`,
    `@hints = ${orNull(hints)}`,
  ];
  return {
    section: 'policies',
    makes: { what: 'plan-guide', name },
    text: `EXEC sys.sp_create_plan_guide ${values.join(', ')};`,
  };
}

function disabledGuide({ name, body }: DefinitionOf<'plan-guide'>): ObjectStatement[] {
  if (!body.isDisabled) return [];
  const told = `EXEC sys.sp_control_plan_guide @operation = N'DISABLE', @name = ${text(name)};`;
  return [{ section: 'finally', makes: { what: 'disabled-plan-guide', name }, text: told }];
}

/** How event notifications are written. */
export const EVENT_NOTIFICATION_KIND: DefinitionKind<'event-notification'> = {
  statements: ({ name, body: { queue, events, service, broker } }) => [
    {
      section: 'policies',
      makes: { what: 'event-notification', name },
      text: `CREATE EVENT NOTIFICATION ${identifier(name)} ON ${queue === undefined ? 'DATABASE' : `QUEUE ${qualified(queue)}`} FOR ${events.map(keyword).join(', ')} TO SERVICE ${text(service)}, ${text(broker ?? 'current database')};`,
    },
  ],
  isHard: never,
};

/** How settings of a database's scope are written; they have their value before anything is made. */
export const SCOPED_CONFIGURATION_KIND: DefinitionKind<'scoped-configuration'> = {
  statements: ({ name, body: { value, secondary } }) => {
    const [primary, other] = [
      scopedValue(name, value),
      secondary === undefined ? undefined : scopedValue(name, secondary),
    ];
    if (primary === undefined || (secondary !== undefined && other === undefined)) return [];
    const lines = [
      `ALTER DATABASE SCOPED CONFIGURATION SET ${keyword(name)} = ${primary};`,
      ...(other === undefined
        ? []
        : [`ALTER DATABASE SCOPED CONFIGURATION FOR SECONDARY SET ${keyword(name)} = ${other};`]),
    ];
    return [
      {
        section: 'settings',
        makes: { what: 'scoped-configuration', name, definition: value },
        text: lines.join('\n'),
      },
    ];
  },
  unscripted: ({ name, body: { value, secondary } }) =>
    scopedValue(name, value) !== undefined &&
    (secondary === undefined || scopedValue(name, secondary) !== undefined)
      ? undefined
      : {
          code: 'unknown-setting',
          why: `How its value is written is not known: set it by hand, it is ${JSON.stringify(value)}.`,
        },
  isHard: never,
};
