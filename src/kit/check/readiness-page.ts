// What a check found, as a page for a browser: what is to be done first, then every point.
import { renderPage } from '../page/render-page.ts';
import { timeText } from './point.ts';
import type { Readiness, ReadinessLine } from './readiness.ts';
import { MARKS, summaryOf } from './readiness-text.ts';

/** The page, in HTML. */
export async function readinessPage(readiness: Readiness): Promise<string> {
  const lines = readiness.lines.map(row);
  const points = [...new Set(lines.map(({ point }) => point))].map((point) => {
    const own = lines.filter((line) => line.point === point);
    const { state = 'ok', mark = '', title = '' } = own[0] ?? {};
    return { title, state, mark, lines: own };
  });
  return renderPage('check', {
    profile: readiness.profile,
    checkedAt: timeText(new Date(readiness.checkedAt)),
    servers: readiness.servers.join(', '),
    outcome: readiness.outcome,
    summary: summaryOf(readiness),
    open: lines.filter(({ state }) => state !== 'ok'),
    points,
  });
}

function row(line: ReadinessLine) {
  const { point, title, state, server, database, evidence, remedy = '', accepted = '' } = line;
  const where = [server, database].filter((part) => part !== undefined).join(' ');
  return { point, title, state, mark: MARKS[state], where, evidence, remedy, accepted };
}
