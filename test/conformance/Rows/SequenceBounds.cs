// The numbers of a sequence, with those that its type gives where none is written.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class SequenceBounds
{
    public SequenceBounds(TSqlObject sequence, SchemaModel schema)
        : this(sequence, Written(sequence, schema))
    {
    }

    public SequenceBounds(TSqlObject sequence, TypedValue type)
    {
        Type = type;
        var (least, most) = BoundsOf(type);
        Step = Given(sequence.Text(Sequence.IncrementValue)) ?? "1";
        (Least, Most) = (Given(sequence.Text(Sequence.MinValue)) ?? least, Given(sequence.Text(Sequence.MaxValue)) ?? most);
        Start = Given(sequence.Text(Sequence.StartValue)) ?? (Step.StartsWith('-') ? Most : Least);
    }

    public TypedValue Type { get; }

    /// <summary>The type as it is written, with its digits where it has some.</summary>
    public string TypeName => Type.BaseName is "decimal" or "numeric" ? $"{Type.BaseName}({Type.Precision})" : Type.BaseName;

    public string Start { get; }

    public string Step { get; }

    public string Least { get; }

    public string Most { get; }

    /// <summary>The number by the model's name of it.</summary>
    public string? Of(string property) => property switch
    {
        "IncrementValue" => Step,
        "StartValue" => Start,
        "MinValue" => Least,
        "MaxValue" => Most,
        _ => null,
    };

    private static TypedValue Written(TSqlObject sequence, SchemaModel schema)
    {
        var options = schema.Positions.Find<CreateSequenceStatement>(sequence)?.SequenceOptions.OfType<DataTypeSequenceOption>();
        var written = options?.FirstOrDefault()?.DataType;
        var name = sequence.One(Sequence.DataType)?.Simple() ?? "bigint";
        var type = SystemTypes.Find(name) ?? SystemTypes.Find("bigint")!;
        return written is ParameterizedDataTypeReference { Parameters: [{ Value: { } digits }, ..] }
            ? TypedValue.Of(type, new TypedValue.Measures(0, int.Parse(digits, null), 0, IsMax: false))
            : TypedValue.Of(type, default);
    }

    private static string? Given(string? value) => value is null or "" or "Null" ? null : value;

    private static (string Least, string Most) BoundsOf(TypedValue type) => type.BaseName switch
    {
        "tinyint" => ("0", "255"),
        "smallint" => ("-32768", "32767"),
        "int" => ("-2147483648", "2147483647"),
        "decimal" or "numeric" => ("-" + new string('9', type.Precision), new string('9', type.Precision)),
        _ => ("-9223372036854775808", "9223372036854775807"),
    };
}
