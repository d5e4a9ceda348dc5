// What an open world could not know or a server would refuse, as findings of the reader: one row per reason.
import { placeOf } from '../parse/lex/token.ts';
import type { Diagnostic, DiagnosticCode } from '../parse/tree/diagnostic.ts';
import type { FailedStatement } from '../simulate/failure.ts';

interface Words {
  readonly code: DiagnosticCode;
  readonly remedy: string;
}

const REASONS: Readonly<Record<string, Words>> = {
  'branch-not-known': { code: 'ambiguous', remedy: 'Read the other branch by hand.' },
  'thing-not-made': { code: 'unknown-principal', remedy: 'What it changes is not in the facts.' },
  'all-not-known': { code: 'ambiguous', remedy: 'Write the permissions out; it is not in the facts.' },
  'permission-not-known': { code: 'unknown-permission', remedy: 'Check the name; it is kept as it stands.' },
  'grantor-not-known': { code: 'ambiguous', remedy: 'Name the grantor with AS; it is not in the facts.' },
  'value-in-use-not-known': { code: 'ambiguous', remedy: 'It stands as if RECONFIGURE had followed.' },
  'transaction-left-open': {
    code: 'ambiguous',
    remedy: 'What it did is not in the facts: commit it if it is meant.',
  },
};

const REFUSED: Words = { code: 'refused', remedy: 'It changes nothing, and is not in the facts.' };

/** A failure of a statement in an open world, as a finding. */
export function diagnosticOf({ failure, cause }: FailedStatement): Diagnostic {
  const { code, remedy } = REASONS[failure.rule] ?? REFUSED;
  const why = `${failure.why.charAt(0).toUpperCase()}${failure.why.slice(1)}.`;
  const fact = failure.kind === 'refused' ? `The server refuses this: ${failure.why}.` : why;
  return { severity: 'warning', code, fact, remedy, ...placeOf(cause.span), snippet: '' };
}
