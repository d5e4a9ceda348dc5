// In the place of @azure/identity, which is larger than all the rest: taken from beside the executable when it is used.
const { createRequire } = require('node:module');

function identity() {
  try {
    return createRequire(process.execPath)('@azure/identity');
  } catch (cause) {
    throw Object.assign(new Error('Microsoft Entra is not part of this executable.', { cause }), {
      code: 'EENTRABESIDE',
    });
  }
}

// tedious names these at its start, and makes one when a login of their kind is asked for.
for (const name of [
  'ClientSecretCredential',
  'DefaultAzureCredential',
  'ManagedIdentityCredential',
  'UsernamePasswordCredential',
]) {
  exports[name] = class {
    constructor(...given) {
      const Credential = identity()[name];
      return new Credential(...given);
    }
  };
}
