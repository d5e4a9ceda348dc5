// In the place of src/connect/odbc/load-odbc.ts: the package has parts of its own for each platform, and is taken from
// beside the executable when it is used.
const { createRequire } = require('node:module');

exports.loadOdbc = () => createRequire(process.execPath)('odbc');
