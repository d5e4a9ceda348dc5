// The selection the command line's options make.

import type { ObjectKind } from '../model/catalog/object-type.ts';
import { OBJECT_KINDS } from '../model/catalog/object-type.ts';
import { RegrantError } from '../model/errors.ts';
import type { NameFilter, ObjectRule, Selection } from '../select/selection.ts';

/** The options of a command that selects. */
export interface SelectingOptions {
  readonly databases?: readonly string[];
  readonly excludeDatabases?: readonly string[];
  readonly kinds?: readonly string[];
  readonly excludeKinds?: readonly string[];
  readonly schemas?: readonly string[];
  readonly excludeSchemas?: readonly string[];
  readonly excludeObjects?: readonly string[];
  readonly principals?: readonly string[];
  readonly excludePrincipals?: readonly string[];
  readonly withMembers?: boolean;
}

/** The selection of the options, over another; undefined when neither says anything. */
export function selectionFrom(options: SelectingOptions, base: Selection = {}): Selection | undefined {
  const selection: Selection = {
    ...base,
    ...names('databases', options.databases, options.excludeDatabases),
    ...names('schemas', options.schemas, options.excludeSchemas),
    ...names('principals', options.principals, options.excludePrincipals),
    ...names('kinds', options.kinds?.map(kindOf), options.excludeKinds?.map(kindOf)),
    ...(options.excludeObjects === undefined
      ? {}
      : { objects: { exclude: options.excludeObjects.map(ruleOf) } }),
    ...(options.withMembers ? { withMembers: true } : {}),
  };
  return Object.keys(selection).length === 0 ? undefined : selection;
}

function names<K extends string, T extends string>(
  key: K,
  include: readonly T[] = [],
  exclude: readonly T[] = [],
): { readonly [P in K]?: NameFilter & { readonly include?: readonly T[]; readonly exclude?: readonly T[] } } {
  if (include.length === 0 && exclude.length === 0) return {};
  const filter = {
    ...(include.length === 0 ? {} : { include }),
    ...(exclude.length === 0 ? {} : { exclude }),
  };
  return { [key]: filter } as { readonly [P in K]?: typeof filter };
}

function kindOf(text: string): ObjectKind {
  const kind = OBJECT_KINDS.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw new RegrantError({
    code: 'bad-option',
    fact: `There is no object kind ${text}.`,
    remedy: `Kinds are ${OBJECT_KINDS.join(', ')}.`,
  });
}

function ruleOf(text: string): ObjectRule {
  const dot = text.indexOf('.');
  return dot < 0 ? { name: text } : { schema: text.slice(0, dot), name: text.slice(dot + 1) };
}
