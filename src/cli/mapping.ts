// The --map-… options as a mapping.
import { RegrantError } from '../model/errors.ts';
import type { PrincipalMapping } from '../model/rename-principals.ts';

/** The options of a command that renames. */
export interface MappingOptions {
  readonly mapMachine?: readonly string[];
  readonly mapDomain?: readonly string[];
  readonly mapLogin?: readonly string[];
}

/** The --map-path options as a mapping of folders; throws a RegrantError `bad-option` for what is not `old=new`. */
export function pathsFrom(mappings: readonly string[] | undefined): Readonly<Record<string, string>> {
  return pairs(mappings, '--map-path');
}

/** The mapping; throws a RegrantError `bad-option` for what is not `old=new`. */
export function mappingFrom({ mapMachine, mapDomain, mapLogin }: MappingOptions): PrincipalMapping {
  return { machines: pairs(mapMachine), domains: pairs(mapDomain), logins: pairs(mapLogin) };
}

function pairs(mappings: readonly string[] = [], option = '--map-machine'): Record<string, string> {
  return Object.fromEntries(
    mappings.map((mapping) => {
      const [from = '', to = '', ...more] = mapping.split('=');
      if (from === '' || to === '' || more.length > 0) {
        throw new RegrantError({
          code: 'bad-option',
          fact: `The mapping ${JSON.stringify(mapping)} is not of the form old=new.`,
          remedy: `Write it as ${option} OLD=NEW.`,
        });
      }
      return [from, to];
    }),
  );
}
