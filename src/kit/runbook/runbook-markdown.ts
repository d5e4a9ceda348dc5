// A runbook in Markdown: for a wiki, a repository, or a screen without a browser. Names can be nothing but text in it.
import { markdownText } from '../../model/words/markdown.ts';
import { visibleLines } from '../../model/words/visible.ts';
import type { Command, Runbook, Stage, Step } from './runbook.ts';

/** The text, with its last line feed. */
export function runbookMarkdown({ title, writtenAt, servers, databases, stages }: Runbook): string {
  const lines = [
    `# Restore of ${markdownText(title)}`,
    '',
    `Written ${markdownText(writtenAt)}. Every stage comes after the one before it.`,
    '',
    '| Server | What it was |',
    '| --- | --- |',
    ...servers.map(({ name, what }) => `| ${markdownText(name)} | ${markdownText(what)} |`),
    '',
    '| Database | Server | Last full backup | Can be restored up to | Takes (estimate) | Files |',
    '| --- | --- | --- | --- | --- | --- |',
    ...databases.map(
      ({ database, server, full, until, takes, files }) =>
        `| ${[database, server, full, until, takes, files].map(markdownText).join(' | ')} |`,
    ),
    '',
    ...stages.flatMap((stage, at) => stageLines(stage, at + 1)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function stageLines({ title, who, steps }: Stage, number: number): readonly string[] {
  return [
    `## ${number}. ${markdownText(title)}`,
    '',
    `Done by: ${markdownText(who)}`,
    '',
    ...steps.flatMap((step, at) => stepLines(step, `${number}.${at + 1}`)),
  ];
}

function stepLines(
  { text, command, expect, items = [], isByHand, missing }: Step,
  number: string,
): readonly string[] {
  return [
    `- [ ] **${number}** ${markdownText(text)}${isByHand ? ' *(by hand)*' : ''}`,
    ...(missing === undefined ? [] : ['', `  **MISSING:** ${markdownText(missing)}`]),
    ...(items.length === 0 ? [] : ['', ...items.map((item) => `  - ${markdownText(item)}`)]),
    ...(command === undefined ? [] : ['', ...commandLines(command)]),
    ...(expect === undefined ? [] : ['', `  Then: ${markdownText(expect)}`]),
    '',
  ];
}

/** A fence that nothing in it can close. */
function commandLines({ language, text, at, tried }: Command): readonly string[] {
  const lines = visibleLines(text).split('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [
    `  On ${markdownText(at)}${tried === 'elsewhere' ? ', by a person; this cannot be tried beforehand' : ''}:`,
    '',
    ...[`${fence}${language === 'sql' ? 'sql' : 'powershell'}`, ...lines, fence].map((line) => `  ${line}`),
  ];
}
