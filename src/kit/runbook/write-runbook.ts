// Writes the runbook of an environment: a page and Markdown, side by side.
import { join } from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';
import { type WriteOptions, writeFileAtomically } from '../../files/write-file-atomically.ts';
import { checkOptions, type OptionRules } from '../../model/option-rules.ts';
import type { Environment } from '../environment/environment.ts';
import { planRunbook, type RunbookFiles } from './plan-runbook.ts';
import type { Runbook } from './runbook.ts';
import { runbookMarkdown } from './runbook-markdown.ts';
import { runbookPage } from './runbook-page.ts';

/** The names of its files. */
export const RUNBOOK_FILES = { page: 'runbook.html', markdown: 'runbook.md' } as const;

const RULES: OptionRules<WriteOptions> = { signal: 'signal' };

/**
 * Writes `runbook.html` and `runbook.md` into a folder, which is made where there is none.
 * Throws a RegrantError: `bad-option`, what planRunbook throws, `file-failed`, `cancelled`.
 */
export async function writeRunbook(
  folder: string,
  environment: Environment,
  files: RunbookFiles,
  options: WriteOptions = {},
): Promise<Runbook> {
  checkOptions(options, RULES);
  const runbook = await planRunbook(environment, files);
  await makeFolder(folder);
  await writeFileAtomically(join(folder, RUNBOOK_FILES.page), [await runbookPage(runbook)], 'page', options);
  await writeFileAtomically(
    join(folder, RUNBOOK_FILES.markdown),
    [runbookMarkdown(runbook)],
    'runbook',
    options,
  );
  return runbook;
}
