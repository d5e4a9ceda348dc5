// Judges an environment point by point. Pure: the same environment gives the same lines.

import { RegrantError } from '../../model/errors.ts';
import { keyOfParts } from '../../model/identity.ts';
import { ordinal } from '../../model/order.ts';
import type { Environment } from '../environment/environment.ts';
import type { Point } from './point.ts';
import { profilePoints } from './points/profile-points.ts';
import { POINTS } from './points.ts';
import type { Readiness, ReadinessLine, State } from './readiness.ts';

/**
 * Whether an environment would survive the loss of its servers, point by point.
 * Throws a RegrantError `bad-profile` for a point of the profile whose id another one has, and `bad-config` for an accepted
 * point that there is not.
 */
export function checkReadiness(environment: Environment): Readiness {
  const points = pointsOf(environment);
  const lines = points.flatMap((point) => linesOf(point, environment));
  const count = (state: State): number => lines.filter((line) => line.state === state).length;
  const open = lines.filter(({ accepted }) => accepted === undefined);
  return {
    checkedAt: environment.now.toISOString(),
    profile: environment.profile.title,
    servers: environment.servers.map(({ name }) => name),
    lines,
    counts: { ok: count('ok'), bad: count('bad'), unknown: count('unknown') },
    outcome: (['bad', 'unknown'] as const).find((state) => open.some((line) => line.state === state)) ?? 'ok',
  };
}

function pointsOf({ profile, settings }: Environment): readonly Point[] {
  const own = profilePoints(profile);
  const points = [...POINTS.slice(0, -1), ...own, ...POINTS.slice(-1)];
  const ids = points.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) {
    throw new RegrantError({
      code: 'bad-profile',
      fact: `The point ${twice} of the profile ${profile.name} is one that there is already.`,
      remedy: 'Give it another id.',
    });
  }
  const strange = Object.keys(settings.accepted ?? {}).find((id) => !ids.includes(id));
  if (strange === undefined) return points;
  throw new RegrantError({
    code: 'bad-config',
    fact: `check.accepted names ${strange}, which is no point.`,
    remedy: `The points are ${ids.join(', ')}.`,
  });
}

/** The lines of a point: what is wrong first, then by place. */
function linesOf({ id, title, judge }: Point, environment: Environment): readonly ReadinessLine[] {
  const accepted = environment.settings.accepted?.[id];
  return judge(environment)
    .map((judgement) => ({
      point: id,
      title,
      ...judgement,
      ...(accepted === undefined || judgement.state === 'ok' ? {} : { accepted }),
    }))
    .toSorted((a, b) => rank(a.state) - rank(b.state) || ordinal(placeOf(a), placeOf(b)));
}

/** What comes first. */
const ORDER: readonly State[] = ['bad', 'unknown', 'ok'];
const rank = (state: State): number => ORDER.indexOf(state);
const placeOf = ({ server = '', database = '' }: ReadinessLine): string => keyOfParts(server, database);
