// What watches over or steers other objects: security policies, plan guides, event notifications, triggers of the database,
// settings of its scope. Source: "sys.security_policies", "sys.security_predicates", "sys.plan_guides",
// "sys.event_notifications", "sys.events", "sys.triggers", "sys.database_scoped_configurations" (Microsoft).
import { list, object, YES } from '../facts/body-shape.ts';
import { names, oneOf, opt, text } from '../facts/value-shape.ts';
import { QUALIFIED } from './type-shape.ts';

/** A security policy. */
export const SECURITY_POLICY = object({
  isOff: YES,
  isNotSchemaBound: YES,
  isNotForReplication: YES,
  predicates: opt(
    list(
      object({
        kind: oneOf('FILTER', 'BLOCK'),
        /** The function and its arguments, in parentheses. */
        definition: text,
        on: QUALIFIED,
        operation: opt(oneOf('AFTER INSERT', 'AFTER UPDATE', 'BEFORE UPDATE', 'BEFORE DELETE')),
      }),
    ),
  ),
});

/** A plan guide. */
export const PLAN_GUIDE = object({
  scope: oneOf('OBJECT', 'SQL', 'TEMPLATE'),
  statement: text,
  module: opt(QUALIFIED),
  batch: opt(text),
  parameters: opt(text),
  hints: opt(text),
  isDisabled: YES,
});

/** An event notification; without a queue it is of the database. */
export const EVENT_NOTIFICATION = object({
  queue: opt(QUALIFIED),
  events: names,
  service: text,
  broker: opt(text),
});

/** A trigger of the database. */
export const DATABASE_TRIGGER = object({
  /** Absent where it is encrypted. */
  definition: opt(text),
  isAnsiNullsOff: YES,
  isQuotedIdentifierOff: YES,
  isDisabled: YES,
  firstFor: opt(names),
  lastFor: opt(names),
});

/** A setting of the database's scope. */
export const SCOPED_CONFIGURATION = object({ value: text, secondary: opt(text) });
