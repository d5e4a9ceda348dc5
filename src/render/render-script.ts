// A plan into a script, piece by piece: nothing but the piece at hand is in memory.

import { defined } from '../model/defined.ts';
import type { Plan, Section, Statement } from '../plan/plan.ts';
import { isRun } from '../plan/plan.ts';
import { accessOf } from '../plan/steps/access.ts';
import type { ActionName, Parameters, Wrapper } from '../plan/steps/action.ts';
import { ACTIONS, actionRow } from '../plan/steps/action.ts';
import { plainText, plainTexts } from '../text/literal.ts';
import { inText } from '../text/quote.ts';
import { headerContext } from './header-context.ts';
import { preflightContext } from './preflight-context.ts';
import type { RenderOptions } from './render-options.ts';
import type { DefineParts, LineParts } from './script-line.ts';
import { DECLARE, lineContext, scopeLine } from './script-line.ts';
import { statementContext } from './statement-context.ts';
import type { TemplateSet } from './step-template.ts';

/** Statements a batch holds at most, and characters after which it ends, so that no batch is slow to compile. */
const BATCH = 500;
const LENGTH = 256 * 1024;
/** Characters of a batch that are put together at once: long texts are made where memory is slow. */
const PIECE = 32 * 1024;

/** Renders a plan; lines end in LF and the same plan gives the same text. */
export function* renderScript(
  plan: Plan<Statement>,
  templates: TemplateSet,
  options: RenderOptions = {},
): Generator<string> {
  const total = plan.sections.reduce((sum, { steps }) => sum + steps.filter(isRun).length, 0);
  // Whatever a head says of a snapshot, or of a plan's file, stands in comments: nothing in it may end one.
  yield templates('header', plainTexts(headerContext(plan, total)));
  yield templates('preflight', preflightContext(plan, templates, options));
  let number = 0;
  for (const section of plan.sections) {
    const title = plainText(
      section.database === undefined ? section.title : `${section.database}: ${section.title}`,
    );
    yield `${templates('section', { title, titleInText: inText(title) })}\n`;
    number = yield* batches(section, templates, number);
  }
  yield `\n${templates('result', { total: String(total) })}\n`;
}

/** The batches of a section whose statements go on in number from those before; gives the last number. */
function* batches(
  section: Section<Statement>,
  templates: TemplateSet,
  before: number,
): Generator<string, number> {
  let number = before;
  for (let at = 0; at < section.steps.length; ) {
    const lines: string[] = [];
    let declare = false;
    // Every section says where it runs, so that one can be run by hand.
    if (at === 0) {
      const entering = scopeLine(section.database);
      declare = entering.setup !== undefined;
      lines.push(...(entering.setup === undefined ? [] : [entering.setup]), entering.line);
    }
    let length = 0;
    for (const step of section.steps.slice(at, at + BATCH)) {
      if (isRun(step)) number += 1;
      const line = renderLine(step, number, templates);
      declare ||= line.declare;
      lines.push(line.text);
      length += line.text.length;
      at += 1;
      if (length > LENGTH) break;
    }
    if (declare) lines.unshift(DECLARE);
    lines.push('GO', '');
    yield* ended(lines);
  }
  return number;
}

/** Lines, each ended, in pieces that are worth handing on. */
function* ended(lines: readonly string[]): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const line of lines) {
    piece.push(line, '\n');
    length += line.length;
    if (length < PIECE) continue;
    yield piece.join('');
    [piece, length] = [[], 0];
  }
  yield piece.join('');
}

function renderLine(
  step: Statement,
  number: number,
  templates: TemplateSet,
): { text: string; declare: boolean } {
  const { template, guardTemplate, wrapper: usual } = MAKING[step.action];
  const context = statementContext(step);
  const statement = templates(template, context);
  if (step.commentedOut !== undefined) {
    return { text: `-- left out (${plainText(step.commentedOut)}): ${plainText(statement)}`, declare: false };
  }
  const access = accessOf(step);
  const wrapper = access === undefined ? usual : 'access';
  const guard = guardTemplate === undefined ? NO_GUARD : templates(guardTemplate, context);
  const line = lineContext({
    number,
    wrapper,
    statement,
    guard: step.action === 'define' && step.values.existing === 'FAIL' ? NEVER : guard,
    ...(wrapper === 'login' ? loginOf(step) : access),
    ...(step.action === 'define' ? { define: definePartsOf(step.values) } : {}),
  });
  return { text: templates('line', line), declare: line.setup !== undefined };
}

/** What never finds a row. */
const NEVER = 'SELECT 1 WHERE 1 = 0';

function definePartsOf({ existing, createAt, nullsOff, quotesOff }: Parameters<'define'>): DefineParts {
  return {
    settings: (nullsOff ? 1 : 0) + (quotesOff ? 2 : 0),
    createAt: existing === 'REPLACE MODULES' && createAt !== undefined ? createAt + 1 : undefined,
  };
}

/** What always finds a row. */
const NO_GUARD = 'SELECT 1';

function loginOf({ values }: Statement): Pick<LineParts, 'login' | 'sid'> {
  const { login, sid } = values as { login?: string; sid?: string };
  return defined({ login, sid });
}

/** How the lines of an action are made: the names of its templates, and the procedure that runs them. */
interface Making {
  readonly template: string;
  readonly guardTemplate: string | undefined;
  readonly wrapper: Wrapper;
}

const MAKING = Object.fromEntries(
  Object.keys(ACTIONS).map((action): [string, Making] => {
    const template = `statements/${action}`;
    const { wrapper = 'statement', isGuarded } = actionRow(action as ActionName);
    return [action, { template, guardTemplate: isGuarded ? `${template}.guard` : undefined, wrapper }];
  }),
) as unknown as Readonly<Record<ActionName, Making>>;
