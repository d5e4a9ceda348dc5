// One row of a catalogue view; columns that are left out are not known, or derived by whoever serves it.
using System.Text.Json.Serialization;

namespace Regrant.Conformance.Rows;

internal sealed class Row : Dictionary<string, object?>
{
    public Row()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The row with the columns of another after its own.</summary>
    public Row With(IEnumerable<KeyValuePair<string, object?>> more)
    {
        foreach (var (name, value) in more) this[name] = value;
        return this;
    }
}

/// <summary>A row and the view that holds it.</summary>
internal sealed record ViewRow(string View, Row Row);

/// <summary>A sql_variant: its base type and its value as text (0x… for binary, ISO 8601 for dates).</summary>
internal sealed record Variant(
    string BaseType,
    string Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Precision = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Scale = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MaxLength = null);
