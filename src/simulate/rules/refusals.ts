// Makes rules by the statements that they judge and the page that says so. A rule gives a reason (`refuses`), tells what of
// the name is there already (`taken`), or says what has to be there (`needs`): a closed world refuses the statement where it
// is not, an open one has it be there.
import type { Act, ActKind, ActOf, Refusal } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { ServerThing } from '../state/things.ts';
import { isSaid, isThere, mention, missing, type Needed, type Reference } from './reference.ts';

type Flags = Partial<Pick<Refusal, 'source' | 'error' | 'asksServer' | 'isMet'>>;

/** What a rule finds; before it what is known of the rule, if anything, or its error alone. */
type Given<F> = readonly [F] | readonly [number | Flags, F];

type Judge<A> = (act: A, context: RunContext) => string | false | undefined;
type Seek<A> = (act: A, context: RunContext) => Needed | readonly Needed[] | false | undefined;

/** A rule of some statements. */
interface Rule<A> extends Flags {
  readonly refuses: (act: A, context: RunContext) => string | undefined;
  readonly mentions?: (act: A, context: RunContext) => void;
}

function parted<F>(given: Given<F>): readonly [Flags, F] {
  if (given.length === 1) return [{}, given[0]];
  const [flags, find] = given;
  return [typeof flags === 'number' ? { error: flags } : flags, find];
}

/** A rule that gives a reason. */
export function refuses<A>(...given: Given<Judge<A>>): Rule<A> {
  const [flags, why] = parted(given);
  return { ...flags, refuses: (act, context) => why(act, context) || undefined };
}

/** A rule that tells what of the name is there already. */
export function taken<A>(...given: Given<Judge<A>>): Rule<A> {
  const [flags, find] = parted(given);
  const refuses: Rule<A>['refuses'] = (act, context) => {
    const found = find(act, context);
    return found ? `there is ${found} already` : undefined;
  };
  return { isMet: true, ...flags, refuses };
}

/** A rule that tells of a thing of the name that is there already, made or only spoken of; `one`: as `a job`. */
export function thingTaken(error: number, kind: ServerThing, one: string): Rule<{ readonly name: string }> {
  return taken(error, ({ name }, { server }) => server.things[kind].has(name) && `${one} ${name}`);
}

/** A rule that says what the act speaks of; nothing where it makes do without. Without a number it is error 15151. */
export function needs<A>(...given: Given<Seek<A>>): Rule<A> {
  const [flags, seek] = parted(given);
  const listed = (act: A, context: RunContext): readonly Reference[] => {
    const found = seek(act, context) || [];
    return ('what' in found ? [found] : found).filter(isSaid);
  };
  return {
    error: 15151,
    ...flags,
    refuses: (act, context) => {
      const absent = listed(act, context).find((one) => !isThere(one, context));
      return absent && missing(absent);
    },
    mentions: (act, context) => {
      for (const one of listed(act, context)) mention(one, context);
    },
  };
}

/** Rules about acts of some kinds, by their names. */
export function refusals<K extends ActKind>(
  on: readonly K[],
  source: string,
  rules: Readonly<Record<string, Rule<ActOf<K>>>>,
): readonly Refusal[] {
  const all = Object.entries(rules) as [string, Rule<Act>][];
  return all.map(([name, rule]) => ({ ...rule, source: rule.source ?? source, name, on }));
}
