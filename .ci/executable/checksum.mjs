// Puts a built executable under its name for a release, with its SHA-256 beside it in the form that sha256sum reads.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

const [from = '', to = ''] = process.argv.slice(2);
mkdirSync(dirname(to), { recursive: true });
copyFileSync(from, to);
const digest = createHash('sha256').update(readFileSync(to)).digest('hex');
writeFileSync(`${to}.sha256`, `${digest}  ${basename(to)}\n`);
console.log(`${digest}  ${basename(to)}`);
