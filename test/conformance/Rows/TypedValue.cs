// The columns that say what type a column, a parameter or an alias has.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

/// <summary>A type with its measures, as the catalogue gives them.</summary>
internal sealed record TypedValue(int SystemId, int UserId, int Length, int Precision, int Scale, bool Text, string BaseName)
{
    /// <summary>What is written after a type's name.</summary>
    internal readonly record struct Measures(int Length, int Precision, int Scale, bool IsMax);

    public static TypedValue Of(SystemType type, Measures measures) => type switch
    {
        { Sized: true } => Plain(type) with { Length = LengthOf(type, measures) },
        { Name: "decimal" or "numeric" } => Decimal(type, measures),
        { Name: "float" } when measures.Precision is > 0 and <= 24 => Plain(SystemTypes.Find("real") ?? type),
        { Name: "time" } => Plain(type) with { Length = TimeLength(measures.Scale, 3), Precision = 8 + Fraction(measures.Scale), Scale = measures.Scale },
        { Name: "datetime2" } => Plain(type) with { Length = TimeLength(measures.Scale, 6), Precision = 19 + Fraction(measures.Scale), Scale = measures.Scale },
        { Name: "datetimeoffset" } => Plain(type) with { Length = TimeLength(measures.Scale, 8), Precision = 26 + Fraction(measures.Scale), Scale = measures.Scale },
        { Name: "vector" } => Plain(type) with { Length = 8 + (4 * measures.Length) },
        _ => Plain(type),
    };

    /// <summary>The measures that an element of the model has.</summary>
    public static Measures MeasuresOf(TSqlObject element, string prefix = "") => new(
        Number(element, $"{prefix}Length"), Number(element, $"{prefix}Precision"), Number(element, $"{prefix}Scale"),
        element.Named($"{prefix}IsMax") is true);

    /// <summary>The columns of every view that has a type.</summary>
    public Row Columns() => new()
    {
        ["system_type_id"] = SystemId,
        ["user_type_id"] = UserId,
        ["max_length"] = Length,
        ["precision"] = Precision,
        ["scale"] = Scale,
    };

    private static int Number(TSqlObject element, string property) => element.Named(property) as int? ?? 0;

    private static TypedValue Plain(SystemType type) =>
        new(type.SystemId, type.UserId, type.Length, type.Precision, type.Scale, type.Text, type.Name);

    private static int LengthOf(SystemType type, Measures measures) =>
        measures.IsMax ? -1 : Math.Max(measures.Length, 1) * (type.IsWide ? 2 : 1);

    private static TypedValue Decimal(SystemType type, Measures measures)
    {
        var precision = measures.Precision == 0 ? 18 : measures.Precision;
        return Plain(type) with
        {
            Length = precision switch { <= 9 => 5, <= 19 => 9, <= 28 => 13, _ => 17 },
            Precision = precision,
            Scale = measures.Scale,
        };
    }

    private static int TimeLength(int scale, int least) => least + (scale <= 2 ? 0 : scale <= 4 ? 1 : 2);

    private static int Fraction(int scale) => scale == 0 ? 0 : scale + 1;
}
