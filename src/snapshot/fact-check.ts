// What a fact must be to stand in a snapshot: of a known kind, in its shape, and of the header's password form.
import { DEFINITION_TYPE_NAMES, DEFINITION_TYPES } from '../model/definitions/definition-type.ts';
import type { DefinitionFact, Fact, FactKind } from '../model/fact.ts';
import { FACT_KINDS } from '../model/fact-shape.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import { visible } from '../model/words/visible.ts';
import { factSchema } from './line-schema.ts';
import { type Check, compileCheck } from './shape-check.ts';

const CHECKS: ReadonlyMap<unknown, Check> = new Map<FactKind, Check>(
  FACT_KINDS.map((kind) => [kind, compileCheck(factSchema(kind))]),
);

/** What is wrong with a value that should be a fact, as a clause without any of its values; else undefined. */
export function factProblem(value: unknown, passwords: SnapshotHeader['passwords']): string | undefined {
  if (typeof value !== 'object' || value === null) return 'is not a fact';
  const kind = (value as { kind?: unknown }).kind;
  const check = CHECKS.get(kind);
  if (check === undefined) {
    return typeof kind === 'string' ? `has the unknown kind ${visible(kind.slice(0, 60))}` : 'has no kind';
  }
  const problem = check(value);
  if (problem !== undefined) return `is no valid ${kind}: ${problem}`;
  if (kind === 'definition') return bodyProblem(value as DefinitionFact);
  return kind === 'login' ? passwordProblem(value as Fact & { kind: 'login' }, passwords) : undefined;
}

const BODY_CHECKS: ReadonlyMap<string, Check> = new Map(
  DEFINITION_TYPE_NAMES.map((type) => [type, compileCheck(DEFINITION_TYPES[type].body.schema)]),
);

function bodyProblem({ type, body }: DefinitionFact): string | undefined {
  const problem = BODY_CHECKS.get(type)?.(body);
  return problem === undefined ? undefined : `is no valid definition of a ${type}: ${problem}`;
}

function passwordProblem(
  login: Fact & { kind: 'login' },
  passwords: SnapshotHeader['passwords'],
): string | undefined {
  const stray =
    (passwords !== 'hashes' && login.passwordHash !== undefined) ||
    (passwords !== 'fingerprints' && login.passwordFingerprint !== undefined);
  return stray ? `stands for a password otherwise than the header says (${passwords})` : undefined;
}
