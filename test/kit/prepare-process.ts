// Prepares a kit of the embedded environment in the folder that is given, in a process of its own; prints what it throws.
import { prepareKit } from '../../src/kit/prepare/prepare-kit.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { kitServers, soundEngines } from './environments.ts';

const [, , out = ''] = process.argv;
try {
  await prepareKit(kitServers(soundEngines()), {
    profile: SERVICE_MANAGER,
    now: new Date(),
    host: 'ADMIN01',
    out,
  });
} catch (error) {
  console.log(error instanceof RegrantError ? error.fact : String(error));
}
