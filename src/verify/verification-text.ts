// A verification as text: what really differs, then what every restore changes, grouped by its reason.
import { caveatText, changeText } from '../diff/change-text.ts';
import { counted } from '../model/words/shown.ts';
import { visible } from '../model/words/visible.ts';
import type { Verification } from './verify-server.ts';

/** Lines of the whole verification, real differences first. */
export function* verificationText({
  real,
  expected,
  inventory,
  caveats,
  isClean,
  live,
}: Verification): Generator<string> {
  for (const caveat of caveats) yield `${caveatText(caveat)}\n`;
  for (const change of real) yield `${changeText(change)}\n`;
  const byReason = new Map<string, string[]>();
  for (const { change, reasons } of expected) {
    const reason = reasons.map((one) => one.reason).join(' ');
    const lines = byReason.get(reason) ?? [];
    byReason.set(reason, lines);
    lines.push(changeText(change));
  }
  for (const [reason, lines] of byReason) {
    yield `  as expected: ${reason}\n`;
    for (const line of lines) yield `    ${line}\n`;
  }
  const counts = `${counted(real.length, 'real difference')}, ${expected.length} as expected${inventory === 0 ? '' : `, ${inventory} of inventory left out`}`;
  yield `${visible(live.header.server.name)}: ${isClean ? 'verified' : 'NOT VERIFIED'}, ${counts}\n`;
}
