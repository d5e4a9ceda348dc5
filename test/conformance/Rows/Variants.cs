// Constants as sql_variant values: of the type that the server gives a literal, or of the one that it is converted to.
using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;

namespace Regrant.Conformance.Rows;

internal static class Variants
{
    /// <summary>The value of a literal; null for NULL.</summary>
    public static Variant? Of(ScalarExpression? value) => value switch
    {
        null or NullLiteral => null,
        ParenthesisExpression inner => Of(inner.Expression),
        StringLiteral text => new Variant(text.IsNational ? "nvarchar" : "varchar", text.Value, MaxLength: Math.Max(1, text.Value.Length) * (text.IsNational ? 2 : 1)),
        BinaryLiteral binary => new Variant("varbinary", binary.Value, MaxLength: Math.Max(1, (binary.Value.Length - 2) / 2)),
        IntegerLiteral number => Whole(number.Value),
        NumericLiteral number => Numeric(number.Value),
        RealLiteral number => new Variant("float", number.Value),
        MoneyLiteral money => new Variant("money", money.Value.TrimStart('$')),
        UnaryExpression { UnaryExpressionType: UnaryExpressionType.Negative } minus when Of(minus.Expression) is { } positive =>
            positive with { Value = $"-{positive.Value}" },
        CastCall cast when Of(cast.Parameter) is { } given && cast.DataType is SqlDataTypeReference type =>
            given with { BaseType = TypePrinter.NameOf(type) },
        ConvertCall cast when Of(cast.Parameter) is { } given && cast.DataType is SqlDataTypeReference type =>
            given with { BaseType = TypePrinter.NameOf(type) },
        _ => new Variant("nvarchar", ScalarPrinter.AsWritten(value), MaxLength: 4000),
    };

    /// <summary>The value of a literal that is converted to a type.</summary>
    public static Variant? Of(ScalarExpression? value, TypedValue type)
    {
        if (Of(value) is not { } given) return null;
        var text = type.BaseName is "date" or "datetime" or "datetime2" or "smalldatetime" or "datetimeoffset" ? Iso(given.Value, type) : given.Value;
        return new Variant(type.BaseName, text, type.Precision, type.Scale, type.Length);
    }

    private static Variant Whole(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        ? new Variant("int", digits)
        : Numeric(digits);

    private static Variant Numeric(string digits)
    {
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : digits.Length - point - 1;
        return new Variant("numeric", digits, Math.Max(1, digits.TrimStart('0').Length - (point < 0 ? 0 : 1)), scale);
    }

    // A date that is written in a form of its own language is left as it is.
    private static string Iso(string written, TypedValue type)
    {
        if (!DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)) return written;
        return type.BaseName switch
        {
            "date" => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "datetimeoffset" => moment.ToString("yyyy-MM-ddTHH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture),
            "datetime2" => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture),
            _ => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture),
        };
    }
}
