// What must not be seen: in facts, whose shapes mark what is secret (FACT_SHAPES, and nowhere else), and in statements that
// somebody wrote, by the names that secrets stand behind.
import type { Fact } from './fact.ts';
import { propertiesOf, propertyValue } from './fact-shape.ts';

/** The fact without its secret properties; the same object where it has none. */
export function withoutSecrets<F extends Fact>(fact: F): F {
  const secrets = new Set(
    propertiesOf(fact.kind).flatMap(([property, shape]) =>
      shape.secret !== undefined && propertyValue(fact, property) !== undefined ? [property] : [],
    ),
  );
  if (secrets.size === 0) return fact;
  return Object.fromEntries(
    Object.entries(fact).filter(([property]) => !secrets.has(property)),
  ) as unknown as F;
}

/**
 * Names behind which a constant is a secret: options of statements (`PASSWORD = '…'`, `OLD_PASSWORD`, `SECRET`), and parameters
 * of procedures (`@passwd`, `@rmtpassword`, the provider string `@provstr`; `@old` and `@new` of sp_password).
 */
export const SECRET_NAMES = String.raw`\b\w*(?:PASSWORD|PASSWD|PWD)\b|\b(?:SECRET|PROVSTR)\b|@(?:OLD|NEW)\b`;

const SECRET_PARAMETER = new RegExp(`^@?(?:${SECRET_NAMES})$`, 'i');

/** Whether a parameter of a procedure, without its `@`, takes a secret. */
export function isSecretParameter(name: string): boolean {
  return SECRET_PARAMETER.test(`@${name}`);
}
