// Definitions of objects: a script makes what is not there. A plan of changes leaves them alone: what would become of the
// rows in a table, it cannot know.

import type { DefineContext } from '../../define/define-options.ts';
import { contextIn, type OrderedDefinitions, orderDefinitions } from '../../define/order.ts';
import { CIRCLE, circleText } from '../../define/parts/circle.ts';
import type { Unscripted } from '../../define/statement.ts';
import { type Written, writtenOf } from '../../define/written.ts';
import { defined } from '../../model/defined.ts';
import type { DefinitionFact } from '../../model/fact.ts';
import { subjectOf } from '../../model/words/sentence.ts';
import type { SnapshotIndex } from '../lookup/snapshot-index.ts';
import type { World } from '../lookup/world.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import { limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { not } from '../rule.ts';

const BY_SCRIPT = limit('definition-by-script');

export const DEFINITION_RULE: KindRule<'definition'> = {
  create: (fact, world) => {
    if (world.isKnown) return not(BY_SCRIPT);
    const written = writtenOf(fact, contextOf(fact, world));
    return { steps: stepsOf(written), notes: notesOf(fact, written, world) };
  },
  drop: () => not(BY_SCRIPT),
  change: { on: BY_SCRIPT, properties: BY_SCRIPT, signatures: BY_SCRIPT, body: BY_SCRIPT },
  sort: (facts, { wanted }) => orderedIn(facts, wanted).facts,
};

/** What an assembly needs that the trusted assemblies do not give it. Source: "clr strict security" (Microsoft). */
function trustRemarks(fact: DefinitionFact, { wanted }: World): readonly Unscripted[] {
  if (fact.type !== 'assembly') return [];
  const hash = wanted
    .database(fact.database, 'securable')
    .find((one) => one.class === 'ASSEMBLY' && one.name === fact.name)?.contentHash;
  if (wanted.server('trusted-assembly').some((trusted) => trusted.hash === hash)) return [];
  const why =
    'Where CLR is strict (SQL Server 2017 and later), a server takes it only if it is signed or trusted, and it is not among the trusted assemblies: trust its hash with sp_add_trusted_assembly, or sign it.';
  return [{ code: 'assembly-not-trusted', why }];
}

/** Why it has no statement; of the first object of a circle, what becomes of the circle. */
function notesOf(
  fact: DefinitionFact,
  { unscripted, remarks }: Written,
  world: World,
): readonly { code: string; note: string }[] {
  const told = [...(unscripted === undefined ? [] : [unscripted]), ...remarks, ...trustRemarks(fact, world)];
  const circle = ORDERED.get(world.wanted)
    ?.get(fact.database)
    ?.circles.find(({ facts: [first] }) => first === fact);
  return [
    ...told.map(({ code, why }) => ({ code, note: `${subjectOf(fact)}: ${why}` })),
    ...(circle === undefined ? [] : [{ code: CIRCLE, note: circleText(circle) }]),
  ];
}

function stepsOf({ statements }: Written): readonly Made[] {
  return statements.map(({ section, makes, text, need, ...more }) =>
    step(
      'define',
      {
        makes,
        existing: 'SKIP',
        statement: text,
        createAt: more.isNotAltered ? undefined : more.createAt,
        need,
        nullsOff: more.isAnsiNullsOff ?? false,
        quotesOff: more.isQuotedIdentifierOff ?? false,
      },
      { phase: `define-${section}` },
    ),
  );
}

/** The order is asked for before any fact is made, for all of a database at once. */
const ORDERED = new WeakMap<SnapshotIndex, Map<string, OrderedDefinitions>>();
/** What is written around an object is the same for all objects of a database. */
const CONTEXTS = new WeakMap<OrderedDefinitions, DefineContext>();

function orderedIn(facts: readonly DefinitionFact[], index: SnapshotIndex): OrderedDefinitions {
  const known = ORDERED.get(index) ?? new Map<string, OrderedDefinitions>();
  ORDERED.set(index, known);
  const database = facts[0]?.database ?? '';
  const ordered = known.get(database) ?? orderDefinitions(facts);
  known.set(database, ordered);
  return ordered;
}

function contextOf({ database }: DefinitionFact, { wanted }: World): DefineContext {
  const ordered = ORDERED.get(wanted)?.get(database);
  const known = ordered && CONTEXTS.get(ordered);
  if (known !== undefined) return known;
  const collation = wanted.named('database', database)?.collation;
  const context = contextIn(ordered, { options: {}, ...defined({ collation }) });
  if (ordered !== undefined) CONTEXTS.set(ordered, context);
  return context;
}
