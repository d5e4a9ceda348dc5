// Makes rules by the statements that they judge and the page that says so. A rule gives a reason (`refuses`), tells what of
// the name is there already (`taken`), or says what has to be there (`needs`): a closed world refuses the statement where it
// is not, an open one has it be there.
import type { ActKind, ActOf, Refusal } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { isSaid, isThere, mention, missing, type Needed, type Reference } from './reference.ts';

type Flags = Partial<Pick<Refusal, 'source' | 'error' | 'asksServer' | 'isMet'>>;

type Judge<A> = (act: A, context: RunContext) => string | false | undefined;

/** A rule of some statements. */
type Rule<A> = Flags &
  (
    | { readonly refuses: Judge<A> }
    | { readonly taken: Judge<A> }
    | {
        /** What the act speaks of; nothing where it makes do without. */
        readonly needs: (act: A, context: RunContext) => Needed | readonly Needed[] | false | undefined;
      }
  );

/** Rules about acts of some kinds, by their names; `needs` without a number is error 15151. */
export function refusals<K extends ActKind>(
  on: readonly K[],
  source: string,
  rules: Readonly<Record<string, Rule<ActOf<K>>>>,
): readonly Refusal[] {
  return Object.entries(rules).map(([name, { ...rule }]) => {
    if ('refuses' in rule) {
      const refuses: Refusal['refuses'] = (act, context) =>
        rule.refuses(act as ActOf<K>, context) || undefined;
      return { source, ...rule, name, on, refuses };
    }
    if ('taken' in rule) {
      const { taken, ...flags } = rule;
      const refuses: Refusal['refuses'] = (act, context) => {
        const what = taken(act as ActOf<K>, context);
        return what ? `there is ${what} already` : undefined;
      };
      return { source, isMet: true, ...flags, name, on, refuses };
    }
    const { needs, ...flags } = rule;
    const listed = (act: unknown, context: RunContext): readonly Reference[] => {
      const found = needs(act as ActOf<K>, context) || [];
      return ('what' in found ? [found] : found).filter(isSaid);
    };
    return {
      source,
      error: 15151,
      ...flags,
      name,
      on,
      refuses: (act, context) => {
        const absent = listed(act, context).find((one) => !isThere(one, context));
        return absent && missing(absent);
      },
      mentions: (act, context) => {
        for (const one of listed(act, context)) mention(one, context);
      },
    };
  });
}
