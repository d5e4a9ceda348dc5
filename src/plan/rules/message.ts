// User-defined messages: the English one of a number first, which the others are translations of.
// Source: "sp_addmessage (Transact-SQL)" (Microsoft).
import { ENGLISH } from '../../model/catalog/language-id.ts';
import type { FactOf } from '../../model/fact.ts';
import { ordinal } from '../../model/order.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { Made } from '../plan.ts';
import { step } from '../plan.ts';
import { limit } from '../reason.ts';
import type { KindRule } from '../rule.ts';
import { by, not, steps } from '../rule.ts';

const UNKNOWN_LANGUAGE = limit('unknown-language');

export const MESSAGE_RULE: KindRule<'message'> = {
  create: (fact) => {
    const { messageId, languageId } = fact;
    const made = messageSteps(fact);
    if (made.length > 0) return { steps: made };
    const note = `Message ${messageId} is in language ${languageId}, which sys.syslanguages does not name: it is not scripted.`;
    return { notes: [{ code: 'unknown-language', note }], reason: UNKNOWN_LANGUAGE };
  },
  drop: ({ messageId: id, language, languageId }) =>
    language === undefined
      ? not(UNKNOWN_LANGUAGE)
      : steps(step('drop-message', { id, language, languageId }, { needs: ['drop-extra'] })),
  change: {
    language: by(changeMessage, UNKNOWN_LANGUAGE),
    severity: by(changeMessage, UNKNOWN_LANGUAGE),
    isEventLogged: by(changeMessage, UNKNOWN_LANGUAGE),
    text: by(changeMessage, UNKNOWN_LANGUAGE),
  },
  sort: (facts) =>
    [...facts].sort(
      (a, b) => a.messageId - b.messageId || rank(a) - rank(b) || ordinal(a.language ?? '', b.language ?? ''),
    ),
};

const rank = ({ languageId }: FactOf<'message'>) => (languageId === ENGLISH ? 0 : 1);

function changeMessage({ after }: ChangedFact<'message'>): readonly Made[] {
  return messageSteps(after);
}

function messageSteps(fact: FactOf<'message'>): readonly Made[] {
  const { messageId: id, severity, text: message, language, languageId, isEventLogged: logged } = fact;
  return language === undefined
    ? []
    : [step('add-message', { id, severity, message, language, languageId, logged })];
}
