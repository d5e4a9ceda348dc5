// File names made of names from a server: fit for every file system, and different for names that differ in more than
// case, which no file system of Windows tells apart. Every name that a server gives and a file takes goes through here.
import { createHash } from 'node:crypto';

/** Longest name that is spelled out; file systems take 255 bytes, and an extension comes behind. */
const LONGEST = 120;
/** What Windows takes for a device, whatever extension follows. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?= *(?:\.|$))/i;

/**
 * `RSDB01\SCSMRS` → `RSDB01_SCSMRS`: the backslash before an instance becomes `_`, an underscore is doubled, and any
 * other character that a file name may not hold, or not at its place, becomes its code in hexadecimal between two `#`.
 * A name that comes out longer than 120 characters is cut, with a digest of the whole at its end.
 */
export function fileNameOf(name: string): string {
  const [front = '', ...behind] = name.split('\\');
  const text = (behind.length === 0 ? spelled(front) : besideBackslash(front, behind.join('\\')))
    .replace(/^[-. ]|[. ]$/g, coded)
    .replace(DEVICE, (device) => coded(device.slice(0, 1)) + device.slice(1));
  if (text === '') return '##';
  if (text.length <= LONGEST) return text;
  const digest = createHash('sha256').update(text.toUpperCase()).digest('hex').slice(0, 32);
  return `${text.slice(0, LONGEST - digest.length - 1)}#${digest}`;
}

/** An underscore that touched the backslash would make three in a row, and nobody could tell which stood for it. */
function besideBackslash(front: string, behind: string): string {
  const [before, after] = [spelled(front), spelled(behind)];
  return `${before.replace(/__$/, coded('_'))}_${after.replace(/^__/, coded('_'))}`;
}

function spelled(part: string): string {
  return part.replace(/[^A-Za-z0-9. -]/gu, (sign) => (sign === '_' ? '__' : coded(sign)));
}

function coded(sign: string): string {
  return `#${sign.codePointAt(0)?.toString(16)}#`;
}
