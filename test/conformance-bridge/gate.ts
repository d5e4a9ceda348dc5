// Suites that need .NET: defined where it is, left out where it is not, and failing where they must run.
import { suite } from '../suite.ts';
import { available } from './build.ts';

/** Set to 1 where conformance must not be left out. */
export const REQUIRED = process.env.REGRANT_REQUIRE_CONFORMANCE === '1';

/** Defines and runs a suite where .NET is present; throws where it is missing and required. */
export function conformanceSuite(...definition: Parameters<typeof suite>): void {
  if (available()) suite(...definition);
  else if (REQUIRED)
    throw new Error(`${definition[0]}: conformance is required and there is no .NET SDK 10.`);
}
