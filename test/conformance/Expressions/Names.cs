// Names in brackets.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Expressions;

internal static class Names
{
    public static string Bracketed(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    public static string Bracketed(MultiPartIdentifier name) =>
        string.Join(".", name.Identifiers.Select(part => part.Value.Length == 0 ? "" : Bracketed(part.Value)));
}
