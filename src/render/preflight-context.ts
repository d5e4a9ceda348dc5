// What the set-up of a script says: the operator's choices, the secrets to type, and what the server is held against.
import { ERROR_CAUSES, IN_USE_ERRORS, SUMMARY_ERRORS } from '../model/error-cause.ts';
import { PLACEHOLDER } from '../model/script-protocol.ts';
import { SERVICE_MANAGER_SERVICES } from '../model/service-manager-services.ts';
import type { Expectation } from '../plan/expectation.ts';
import type { Plan, Statement } from '../plan/plan.ts';
import { plainText, statementLiteral } from '../text/literal.ts';
import { integer, text } from '../text/quote.ts';
import { isServiceManager } from './header-context.ts';
import type { RenderOptions } from './render-options.ts';
import { type SecretLine, secretsOf } from './secret-line.ts';
import type { TemplateSet } from './step-template.ts';

/** The context of the template `preflight`. */
export function preflightContext(
  plan: Plan<Statement>,
  templates: TemplateSet,
  options: RenderOptions,
): object {
  const secrets = secretsOf(plan.sections);
  const isService = isServiceManager(plan.source);
  return {
    anyServer: bit(options.anyServer),
    allowConflicts: bit(options.allowConflicts),
    allowLockout: bit(options.allowLockout),
    serverInComment: plainText(plan.serverName),
    placeholder: PLACEHOLDER,
    secrets: secrets.map(({ number, label }) => ({
      number: integer(number),
      label: text(plainText(label)),
    })),
    defines: plan.sections.some(({ name }) => name === 'definitions'),
    expected: expectedOf(plan, secrets).map(({ property, value }) => ({
      property: text(property),
      value: statementLiteral(value).sql,
    })),
    target: templates('target', {}).trimEnd(),
    causes: Object.entries(ERROR_CAUSES).map(([error, cause]) => ({
      error: integer(Number(error)),
      text: text(
        isService && IN_USE_ERRORS.includes(Number(error))
          ? `${cause}. Of Service Manager these use it: ${SERVICE_MANAGER_SERVICES}`
          : cause,
      ),
      hidesAnother: bit(SUMMARY_ERRORS.includes(Number(error))),
    })),
  };
}

const bit = (value: boolean | undefined): string => (value ? '1' : '0');

function expectedOf(
  { serverName, majorVersion, expected }: Plan<Statement>,
  secrets: readonly SecretLine[],
): readonly Expectation[] {
  return [
    ...secrets.map(({ number }) => ({ property: 'secret', value: integer(number) }) as const),
    { property: 'server', value: serverName },
    { property: 'version', value: integer(majorVersion) },
    ...expected,
  ];
}
