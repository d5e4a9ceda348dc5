// A property as text that is the same whenever the server would hold the same.
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;
using Regrant.Conformance.Reading;
using Regrant.Conformance.Rows;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Same;

internal sealed class PropertyText(SchemaModel schema)
{
    private readonly StoredExpression expressions = new(schema.Version);
    private readonly TSqlParser parser = ParserVersion.Create(schema.Version, quotedIdentifiers: true);

    /// <summary>The value; null where it is the one that is taken when nothing is written.</summary>
    public string? Of(TSqlObject element, ModelPropertyClass property)
    {
        var value = element.GetProperty(property);
        return (property.Name, value) switch
        {
            (_, null or false or "") => null,
            ("FillFactor", 0) or ("AccentSensitivity", true) => null,
            ("Precision" or "Scale" or "Length", 0) => null,
            ("LanguageId", FullText.UsualLanguage or 0) => null,
            ("Precision", _) when IsReal(element) => null,
            ("BucketCount", _) => SpecialIndexes.BucketCount(element)?.ToString(CultureInfo.InvariantCulture),
            ("Expression", var text) => Expression(element, text.ToString()!),
            ("FilterPredicate", var text) => element.ObjectType == Statistics.TypeClass
                ? expressions.Condition(text.ToString()!)
                : expressions.Filter(text.ToString()!),
            ("BodyScript", var text) => Predicate(text.ToString()!),
            ("Value", var text) => Constant(text.ToString()!),
            ("ForObjectName", var text) => Name(element, text.ToString()!),
            ("IncrementValue" or "StartValue" or "MinValue" or "MaxValue", _) => Bound(element, property),
            ("IdentityIncrement" or "IdentitySeed", _) when element.Named("IsIdentity") is not true => null,
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Whether a float is so short that it is a real.</summary>
    public static bool IsReal(TSqlObject element) =>
        element.Named("Precision") is > 0 and <= 24 && element.Related("DataType").FirstOrDefault()?.Simple() == "float";

    private string Expression(TSqlObject element, string text)
    {
        var kind = element.ObjectType;
        if (kind == CheckConstraint.TypeClass || kind == TableTypeCheckConstraint.TypeClass) return expressions.Condition(text);
        if (kind == XmlSchemaCollection.TypeClass) return Xml(text);
        return kind == PartitionValue.TypeClass ? Boundary(text) : expressions.Scalar(text);
    }

    private string Predicate(string text)
    {
        using var reader = new StringReader(text);
        return parser.ParseExpression(reader, out var errors) is { } tree && errors.Count == 0 ? new ScalarPrinter().Print(tree) : text;
    }

    private string Constant(string text)
    {
        using var reader = new StringReader(text);
        var value = Variants.Of(parser.ParseExpression(reader, out _));
        return value is null ? "NULL" : $"{value.BaseType} {value.Value}";
    }

    // A literal of a date may be written in another form of the same.
    private string Boundary(string text)
    {
        using var reader = new StringReader(text);
        var value = Variants.Of(parser.ParseExpression(reader, out _));
        if (value is null) return "NULL";
        return DateTime.TryParse(value.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date)
            && value.BaseType.EndsWith("char", StringComparison.Ordinal)
                ? date.ToString("o", CultureInfo.InvariantCulture)
                : decimal.TryParse(value.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                    ? number.ToString("G29", CultureInfo.InvariantCulture)
                    : value.Value;
    }

    private string Name(TSqlObject synonym, string text) =>
        schema.Positions.Find<CreateSynonymStatement>(synonym)?.ForName is { } name ? Names.Bracketed(name) : text;

    private string? Bound(TSqlObject sequence, ModelPropertyClass property) =>
        new SequenceBounds(sequence, schema).Of(property.Name);

    private string Xml(string text)
    {
        using var reader = new StringReader(text);
        if (parser.ParseExpression(reader, out _) is not StringLiteral literal) return text;
        var declaration = literal.Value.TrimStart().StartsWith("<?xml", StringComparison.Ordinal) ? literal.Value.IndexOf("?>", StringComparison.Ordinal) + 2 : 0;
        try
        {
            return XElement.Parse($"<all>{literal.Value[declaration..]}</all>").ToString(SaveOptions.DisableFormatting);
        }
        catch (XmlException)
        {
            return literal.Value;
        }
    }
}
