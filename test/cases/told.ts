// What a run told, without what it did not: the form that `expect` of case.json has.
import type { Told } from './read-case.ts';

/** Leaves out what is empty. */
export function said(told: Told): Told {
  return Object.fromEntries(
    Object.entries(told).filter(([, value]) => typeof value === 'string' || Object.keys(value).length > 0),
  );
}
