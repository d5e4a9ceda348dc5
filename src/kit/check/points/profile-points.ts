// The points that a profile brings along: facts that have to be there, or must not.
import type { Fact } from '../../../model/fact.ts';
import type { Profile } from '../../../select/profile.ts';
import type { ProfilePoint } from '../../../select/readiness.ts';
import type { Environment } from '../../environment/environment.ts';
import { eachInside, factsOf, ownServers, type Point } from '../point.ts';
import { bad, type Judgement, ok } from '../readiness.ts';

/** The points of a profile. */
export function profilePoints({ readiness }: Profile): readonly Point[] {
  return (readiness?.points ?? []).map((point) => ({
    id: point.id,
    title: point.title,
    reads: ['facts'],
    judge: (environment) => judge(point, environment),
  }));
}

function judge(point: ProfilePoint, environment: Environment): readonly Judgement[] {
  const { database } = point;
  if (database !== undefined)
    return eachInside(environment, [database], ({ facts, place }) =>
      judged(point, facts.of(point.kind, database), place),
    );
  return ownServers(environment).flatMap(({ name, live }) =>
    live.isKnown ? [judged(point, factsOf(live.value).of(point.kind), { server: name })] : [],
  );
}

function judged(
  { title, where = {}, expect, remedy }: ProfilePoint,
  facts: readonly Fact[],
  place: { readonly server: string; readonly database?: string },
): Judgement {
  const properties = Object.entries(where);
  const count = facts.filter((fact) =>
    properties.every(
      ([name, value]) => (fact as unknown as Readonly<Record<string, unknown>>)[name] === value,
    ),
  ).length;
  const told = `${title}: ${count === 0 ? 'there is none' : `there ${count === 1 ? 'is 1' : `are ${count}`}`}.`;
  return count > 0 === (expect === 'some') ? ok(told, place) : bad(told, remedy, place);
}
