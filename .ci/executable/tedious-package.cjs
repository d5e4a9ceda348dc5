// In the place of src/connect/tedious/tedious-package.ts: the executable carries these packages in itself.
exports.tediousPackage = () => require('tedious');
exports.codePagePackages = () => ({
  Collation: require('tedious/lib/collation.js').Collation,
  decode: require('iconv-lite').decode,
});
