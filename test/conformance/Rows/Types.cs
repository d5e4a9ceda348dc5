// Alias and table types (sys.types, sys.table_types), and the type that a column or parameter has.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Types
{
    private const int FirstOwn = 257;
    private readonly Draft draft;
    private readonly Principals principals;
    private readonly SchemaObjects objects;
    private readonly Dictionary<string, Row> rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypedValue> known = new(StringComparer.OrdinalIgnoreCase);

    public Types(Draft draft, Principals principals, SchemaObjects objects)
    {
        (this.draft, this.principals, this.objects) = (draft, principals, objects);
        foreach (var alias in draft.Ordered(DataType.TypeClass)) AddAlias(alias);
        foreach (var table in draft.Ordered(TableType.TypeClass)) AddTable(table);
    }

    /// <summary>The type of an element that has a relationship DataType; null where the model knows none.</summary>
    public TypedValue? Of(TSqlObject element) => Of(element, element.Related("DataType").FirstOrDefault());

    /// <summary>The type that a script writes.</summary>
    public TypedValue? Of(DataTypeReference? written)
    {
        if (written is XmlDataTypeReference) return TypedValue.Of(SystemTypes.Find("xml")!, default);
        if (VectorColumns.Dimensions(written) is { } dimensions) return TypedValue.Of(SystemTypes.Find("vector")!, new(dimensions, 0, 0, IsMax: false));
        if (written is not ParameterizedDataTypeReference { Name: { } name } type) return null;
        var own = $"{name.SchemaIdentifier?.Value ?? "dbo"}.{name.BaseIdentifier.Value}";
        if (known.TryGetValue(own, out var alias)) return alias;
        return SystemTypes.Find(name.BaseIdentifier.Value) is { } system ? TypedValue.Of(system, Measures(system, type.Parameters)) : null;
    }

    /// <summary>The user_type_id of a type that somebody made; null for any other.</summary>
    public int? OwnId(TSqlObject type) =>
        type.Name.Parts.Count == 2 && known.TryGetValue(string.Join('.', type.Name.Parts), out var own) ? own.UserId : null;

    /// <summary>Says what default or rule an alias type has.</summary>
    public void Bind(TSqlObject type, string column, int value)
    {
        if (rows.TryGetValue(type.Key(), out var row)) row[column] = value;
    }

    private TypedValue? Of(TSqlObject element, TSqlObject? type)
    {
        if (type is null) return null;
        if (type.Name.Parts.Count == 2 && known.TryGetValue(string.Join('.', type.Name.Parts), out var own)) return own;
        return SystemTypes.Find(type.Simple()) is { } system ? TypedValue.Of(system, TypedValue.MeasuresOf(element)) : null;
    }

    private static TypedValue.Measures Measures(SystemType type, IList<Literal> parameters)
    {
        if (parameters is [MaxLiteral]) return new(0, 0, 0, IsMax: true);
        var numbers = parameters.Select(parameter => int.Parse(parameter.Value, null)).ToList();
        var (first, second) = (numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1));
        return type.Name is "time" or "datetime2" or "datetimeoffset"
            ? new(0, 0, numbers.Count == 0 ? 7 : first, IsMax: false)
            : new(first, first, second, IsMax: false);
    }

    private void AddAlias(TSqlObject alias)
    {
        var baseType = SystemTypes.Find(alias.One(DataType.Type)?.Simple() ?? "") ?? SystemTypes.Find("int")!;
        var type = TypedValue.Of(baseType, TypedValue.MeasuresOf(alias, "Uddt")) with { UserId = IdOf(alias) };
        known[string.Join('.', alias.Name.Parts)] = type;
        rows[alias.Key()] = draft.Add("sys.types", new Row
        {
            ["name"] = alias.Simple(),
            ["schema_id"] = principals.Schema(alias.Name.Parts[0]),
            ["principal_id"] = objects.OwnerOf(alias),
            ["collation_name"] = type.Text ? draft.Collation : null,
            ["is_nullable"] = alias.Is(DataType.UddtNullable),
            ["is_user_defined"] = true,
        }.With(type.Columns()));
    }

    private void AddTable(TSqlObject table)
    {
        var type = new TypedValue(243, IdOf(table), -1, 0, 0, Text: false, "table type");
        known[string.Join('.', table.Name.Parts)] = type;
        var name = table.Simple();
        draft.Add("sys.objects", new Row
        {
            ["object_id"] = draft.Ids.Object(table),
            ["name"] = $"TT_{name[..Math.Min(name.Length, 9)]}_{Identifiers.Digits(table.Key(), 8)}",
            ["schema_id"] = 4,
            ["principal_id"] = null,
            ["parent_object_id"] = 0,
            ["type"] = "TT",
        });
        draft.Add("sys.table_types", new Row
        {
            ["name"] = name,
            ["schema_id"] = principals.Schema(table.Name.Parts[0]),
            ["principal_id"] = objects.OwnerOf(table),
            ["is_nullable"] = false,
            ["is_user_defined"] = true,
            ["is_table_type"] = true,
            ["type_table_object_id"] = draft.Ids.Object(table),
            ["is_memory_optimized"] = table.Is(TableType.MemoryOptimized),
        }.With(type.Columns()));
    }

    private int IdOf(TSqlObject type) => draft.Ids.Number("type", string.Join('.', type.Name.Parts), FirstOwn);
}
