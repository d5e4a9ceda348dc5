// What an older target lacks: a hash format, a fixed role, a permission, a statement. A step that needs a newer release
// is refused or left out, as asked; none is dropped.
import { type ReleaseNeed, whyNewer } from '../../model/catalog/release-need.ts';
import type { SqlVersion } from '../../model/catalog/version.ts';
import type { Statement } from '../plan.ts';
import type { ActionName } from './action.ts';
import { ACTIONS, actionRow } from './action.ts';
import { kindOf, PARAMETER_KINDS } from './parameter-kind.ts';

type Ask = (values: Statement['values'] & Readonly<Record<string, unknown>>) => ReleaseNeed | undefined;

/** By action, what its parameters may need. */
const ASKS = Object.fromEntries(
  Object.keys(ACTIONS).map((action) => [action, asksOf(action as ActionName)]),
) as Readonly<Record<ActionName, readonly Ask[]>>;

function asksOf(action: ActionName): readonly Ask[] {
  const { parameters, since } = actionRow(action);
  const own: Ask[] = since === undefined ? [] : [() => since];
  const rest = Object.entries(parameters).flatMap(([name, kind]): Ask[] => {
    const { need } = PARAMETER_KINDS[kindOf(kind).kind] as {
      need?: (value: never, values: object) => ReleaseNeed | undefined;
    };
    if (need === undefined) return [];
    return [(values) => (values[name] === undefined ? undefined : need(values[name] as never, values))];
  });
  return [...own, ...rest];
}

/** The newest release that a statement needs, and what of it needs it; undefined where 2012 will do. */
export function needOf({ action, values }: Statement): ReleaseNeed | undefined {
  let newest: ReleaseNeed | undefined;
  for (const ask of ASKS[action]) {
    const need = ask(values);
    if (need !== undefined && need.since > (newest?.since ?? OLDEST)) newest = need;
  }
  return newest;
}

const OLDEST: SqlVersion = 2012;

/** Why a target cannot run a statement; undefined where it can. */
export function whyUnsupported(statement: Statement, target: SqlVersion): string | undefined {
  const need = needOf(statement);
  return need && whyNewer(need, target);
}
