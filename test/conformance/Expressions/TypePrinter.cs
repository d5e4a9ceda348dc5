// Types inside expressions: [varchar](10), [decimal](5,2), [dbo].[alias].
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Expressions;

internal static class TypePrinter
{
    public static string Print(DataTypeReference type) => type switch
    {
        SqlDataTypeReference known => Names.Bracketed(NameOf(known)) + Size(known),
        ParameterizedDataTypeReference { Name: { } name } named => Names.Bracketed(name) + Size(named.Parameters),
        XmlDataTypeReference => "[xml]",
        _ => ScalarPrinter.AsWritten(type),
    };

    /// <summary>The one name of a type that is written in several ways.</summary>
    public static string NameOf(SqlDataTypeReference type) => type.SqlDataTypeOption switch
    {
        SqlDataTypeOption.Rowversion => "timestamp",
        SqlDataTypeOption.Float when type.Parameters is [{ Value: { } digits }] && int.Parse(digits, null) <= 24 => "real",
        var option => option.ToString().ToLowerInvariant(),
    };

    private static string Size(SqlDataTypeReference type) =>
        type.SqlDataTypeOption == SqlDataTypeOption.Float ? "" : Size(type.Parameters);

    private static string Size(IList<Literal> parameters) => parameters.Count == 0
        ? ""
        : $"({string.Join(",", parameters.Select(parameter => parameter is MaxLiteral ? "max" : parameter.Value))})";
}
