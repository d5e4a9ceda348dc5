// A file of lines that grow one by one: journals and logs. One process at a time has it, by a lock beside it; a line
// that a full disk or a kill cut in two is cut off, now or at the next opening, and never joined with another.
import { existsSync } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { RegrantError } from '../model/errors.ts';
import { fileError } from './file-error.ts';
import { type FileKind, refuseOtherKind } from './file-kind.ts';
import { type Lock, takeLock } from './lock-file.ts';
import { onlyFile } from './real-file.ts';
import type { RunningProcess } from './running-process.ts';

/** An open file of lines. */
export interface LineFile {
  /** The process that had it and ended without closing it. */
  readonly takenFrom?: RunningProcess;
  /** The lines that are in it, each whole. Throws a RegrantError `file-failed`. */
  read(): Promise<readonly string[]>;
  /** Adds a line, on the disk before this ends if `flush`. Throws a RegrantError `file-failed`; nothing of it stays then. */
  add(line: string, flush?: boolean): Promise<void>;
  /** Takes all lines out. Throws a RegrantError `file-failed`. */
  clear(): Promise<void>;
  /** Closes it; one that is new and has no line is removed. */
  close(): Promise<void>;
}

/**
 * Opens a file of lines, made where there is none, readable to its owner alone also where it was there before.
 * Throws a RegrantError: `file-locked` while another process has it; `file-failed` for a file of another kind, for
 * anything but a file with one name, and when it cannot be opened.
 */
export async function openLineFile(path: string, kind: FileKind): Promise<LineFile> {
  // A file has one lock, by whichever of its names it is opened.
  const real = await fileOf(path, kind);
  const lock = await takeLock(real);
  try {
    const isNew = !existsSync(real);
    const file = await open(real, 'a+', 0o600);
    try {
      await file.chmod(0o600);
      return new LockedFile(file, lock, {
        path,
        length: await wholeLength(file),
        ...(isNew ? { made: real } : {}),
      });
    } catch (error) {
      await file.close();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw fileError('written', path, error);
  }
}

/** The file's one name, if it is of that kind. */
async function fileOf(path: string, kind: FileKind): Promise<string> {
  try {
    const real = await onlyFile(path);
    await refuseOtherKind(real, kind);
    return real;
  } catch (error) {
    throw error instanceof RegrantError ? error : fileError('written', path, error);
  }
}

const LINE_FEED = 10;
const BLOCK = 65_536;

/** The length of the file up to the end of its last whole line; what follows is cut off. */
async function wholeLength(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - BLOCK);
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    const last = buffer.lastIndexOf(LINE_FEED);
    end = last < 0 ? start : start + last + 1;
    if (last >= 0) break;
  }
  if (end < size) await file.truncate(end);
  return end;
}

/** A file as it was opened. */
interface Begun {
  /** Its name, for messages. */
  readonly path: string;
  /** Where it was made, if it was not there. */
  readonly made?: string;
  /** Up to where it holds whole lines. */
  readonly length: number;
}

class LockedFile implements LineFile {
  readonly takenFrom?: RunningProcess;
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #lock: Lock;
  readonly #made: string | undefined;
  /** Up to here the file holds whole lines. */
  #length: number;
  /** Whether a line that could not be written may still be there in part. */
  #isTorn = false;

  constructor(file: FileHandle, lock: Lock, { path, made, length }: Begun) {
    this.#path = path;
    this.#file = file;
    this.#lock = lock;
    this.#made = made;
    this.#length = length;
    if (lock.takenFrom !== undefined) this.takenFrom = lock.takenFrom;
  }

  read(): Promise<readonly string[]> {
    return this.#guarded('read', async () => {
      const { buffer } = await this.#file.read(Buffer.alloc(this.#length), 0, this.#length, 0);
      return buffer.toString('utf8').split('\n').slice(0, -1);
    });
  }

  add(line: string, flush = false): Promise<void> {
    return this.#guarded('written', async () => {
      if (this.#isTorn) await this.#heal();
      const bytes = Buffer.from(`${line}\n`);
      this.#isTorn = true;
      try {
        await this.#file.appendFile(bytes);
      } catch (error) {
        await this.#heal().catch(() => undefined);
        throw error;
      }
      this.#isTorn = false;
      this.#length += bytes.length;
      if (flush) await this.#file.datasync();
    });
  }

  clear(): Promise<void> {
    return this.#guarded('written', async () => {
      this.#length = 0;
      await this.#heal();
    });
  }

  async close(): Promise<void> {
    await this.#file.close();
    // What nothing was written to is left behind by nobody.
    if (this.#length === 0 && this.#made !== undefined) await unlink(this.#made).catch(() => undefined);
    await this.#lock.release();
  }

  async #heal(): Promise<void> {
    await this.#file.truncate(this.#length);
    this.#isTorn = false;
  }

  async #guarded<T>(doing: 'read' | 'written', work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw fileError(doing, this.#path, error);
    }
  }
}
