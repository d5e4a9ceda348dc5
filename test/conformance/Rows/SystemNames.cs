// Names that the system makes for what has none: a table's first letters and digits that stay.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal static class SystemNames
{
    /// <summary>The name of a constraint, made up where it has none: PK__tablename__0123456789ABCDEF.</summary>
    public static string Of(TSqlObject constraint, TSqlObject owner, string kind, int digits, string column = "")
    {
        if (constraint.Name.HasName) return constraint.Simple();
        var middle = column.Length == 0 ? "" : $"{First(column, 5)}__";
        return $"{kind}__{First(owner.Simple(), 9)}__{middle}{Identifiers.Digits(constraint.Key(), digits)}";
    }

    private static string First(string name, int length)
    {
        var end = Math.Min(name.Length, length);
        return end > 0 && char.IsHighSurrogate(name[end - 1]) ? name[..(end - 1)] : name[..end];
    }
}
