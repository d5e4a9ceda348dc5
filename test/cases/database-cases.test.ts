// The cases that have a database: beside those of the server, so that both run at the same time.
import { isOfDatabase } from './case-engine.ts';
import { checkCases } from './check-cases.ts';
import { readCases } from './read-case.ts';

await checkCases('cases of databases', readCases().filter(isOfDatabase));
