// A runbook as a page for a browser and a printer.
import { renderPage } from '../page/render-page.ts';
import type { Runbook } from './runbook.ts';

/** The page, in HTML. */
export async function runbookPage(runbook: Runbook): Promise<string> {
  const stages = runbook.stages.map((stage, at) => ({
    number: at + 1,
    ...stage,
    steps: stage.steps.map(
      ({ command, items = [], expect = '', missing = '', isByHand = false, text }, index) => ({
        number: `${at + 1}.${index + 1}`,
        text,
        items,
        expect,
        missing,
        isByHand,
        command:
          command === undefined
            ? undefined
            : { text: command.text, at: command.at, isTried: command.tried === 'here' },
      }),
    ),
  }));
  return renderPage('runbook', { ...runbook, stages });
}
