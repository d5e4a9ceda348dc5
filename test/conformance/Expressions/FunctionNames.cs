// What SQL Server makes of the names of its own functions.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Expressions;

internal static class FunctionNames
{
    private static readonly HashSet<string> DatePartFirst = new(StringComparer.OrdinalIgnoreCase)
    {
        "DATEADD", "DATEDIFF", "DATEDIFF_BIG", "DATENAME", "DATEPART", "DATE_BUCKET", "DATETRUNC",
    };

    public static string Lower(string name) => name.ToLowerInvariant();

    public static bool TakesDatePart(string name) => DatePartFirst.Contains(name);

    public static bool IsChoose(string name) => name.Equals("CHOOSE", StringComparison.OrdinalIgnoreCase);

    /// <summary>The part that DAY, MONTH and YEAR are stored with; null for any other function.</summary>
    public static string? DatePartOf(string name) => Lower(name) is "day" or "month" or "year" ? Lower(name) : null;

    public static string DatePart(ScalarExpression word) =>
        word is ColumnReferenceExpression { MultiPartIdentifier.Identifiers: [var part] } ? Lower(part.Value) : ScalarPrinter.AsWritten(word);

    public static string Parameterless(ParameterlessCallType type) => type switch
    {
        ParameterlessCallType.CurrentTimestamp => "getdate()",
        ParameterlessCallType.SystemUser => "suser_sname()",
        _ => "user_name()",
    };
}
