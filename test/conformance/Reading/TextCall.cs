using Regrant.Conformance.Folding;

namespace Regrant.Conformance.Reading;

/// <summary>
/// A text that an EXEC runs: by what, in which database (null is the one around it), as which statement, and unless
/// which query finds a row.
/// </summary>
internal sealed record TextCall(string Via, Constant Text, string? Database = null, int? Number = null, Constant? Unless = null);
