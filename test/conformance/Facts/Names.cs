using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Facts;

/// <summary>Lists of names as values.</summary>
internal static class Names
{
    /// <summary>The values; null for an empty list, which the answer leaves out.</summary>
    public static IReadOnlyList<string>? OrNull(IList<Identifier> names) =>
        names.Count == 0 ? null : [.. names.Select(name => name.Value)];
}
