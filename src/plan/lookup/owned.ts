// The step that gives anything its owner: the securable table knows how each class is asked for its owner.
import type { SecurableName } from '../../text/quote.ts';
import type { Made, StepParts } from '../plan.ts';
import { step } from '../plan.ts';

/** Gives a securable its owner. */
export function owned(on: SecurableName, owner: string, parts: Partial<StepParts> = {}): Made {
  return step('own', { on, owner }, { properties: ['owner'], ...parts });
}
