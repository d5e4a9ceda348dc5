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
  const text = atItsPlace(behind.length === 0 ? spelled(front) : besideBackslash(front, behind.join('\\')));
  return text.length <= LONGEST ? text : cut(text, LONGEST, 32);
}

/** Longest name of an object that is spelled out, in bytes: one of 128 characters is, in most scripts. */
const LONGEST_OBJECT = 200;
/** What a file name may hold as it is: what can be seen, but for what Windows or this coding keeps for itself. */
const SEEN = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|[<>:"/\\|?*#]/gu;

/**
 * The name of an object as people would name its file: `MT_System$Order` stays as it is. What a file name may not hold
 * becomes its code, as in {@link fileNameOf}; letters that some file systems would compose in another way, too. One that
 * comes out longer than `most` characters is cut, with a digest of the whole at its end.
 */
export function objectFileName(name: string, most: number = LONGEST_OBJECT): string {
  const isOneForm = name === name.normalize('NFC');
  const text = atItsPlace(name.replace(isOneForm ? SEEN : /[^A-Za-z0-9_$. -]/gu, coded));
  return fits(text, most) ? text : cut(text, most, 16);
}

/** The name, coded where it begins or ends with what it may not, or is a device of Windows; `##` for none. */
function atItsPlace(text: string): string {
  if (text === '') return '##';
  return text
    .replace(/^[-. ]|[. ]$/g, coded)
    .replace(DEVICE, (device) => coded(device.slice(0, 1)) + device.slice(1));
}

/** The name with a digest of what it is of behind it, for one that another differs from in case only. */
export function distinctFileName(name: string, whole: string, most: number = LONGEST_OBJECT): string {
  return `${cutTo(name, most, 9)}#${digestOf(whole).slice(0, 8)}`;
}

function cut(text: string, most: number, digits: number): string {
  const digest = digestOf(text.toUpperCase()).slice(0, digits);
  return `${cutTo(text, most, digits + 1)}#${digest}`;
}

/** As many whole characters as fit with so many signs behind them. */
function cutTo(text: string, most: number, behind: number): string {
  let kept = text;
  while (!fits(kept, most, behind)) kept = [...kept].slice(0, -1).join('');
  return kept;
}

/** Whether a file system takes it, by its bytes, and it is no longer than asked for. */
function fits(text: string, most: number, behind = 0): boolean {
  return text.length + behind <= most && Buffer.byteLength(text) + behind <= LONGEST_OBJECT;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
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
