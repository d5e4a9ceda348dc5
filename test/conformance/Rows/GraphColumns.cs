// What stands in the catalogue for $node_id, $edge_id, $from_id and $to_id: hidden columns of which some make the keys.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

/// <summary>One of them; `Type` is its graph_type, keys are made of those with `IsKey`.</summary>
internal sealed record GraphColumn(string Name, int Type, string SystemType, bool IsKey)
{
    private static readonly string[] Descriptions =
    [
        "", "GRAPH_ID", "GRAPH_ID_COMPUTED", "GRAPH_FROM_ID", "GRAPH_FROM_OBJ_ID", "GRAPH_FROM_ID_COMPUTED",
        "GRAPH_TO_ID", "GRAPH_TO_OBJ_ID", "GRAPH_TO_ID_COMPUTED",
    ];

    private const int IdLength = 1000;

    public Row Columns(int owner, int id) => new Row
    {
        ["object_id"] = owner,
        ["column_id"] = id,
        ["name"] = $"{Name}_{Identifiers.Digits($"{owner} {Name}", 16)}{Identifiers.Digits($"{Name} {owner}", 16)}",
        ["collation_name"] = SystemType == "nvarchar" ? "Latin1_General_BIN" : null,
        ["is_nullable"] = Type is not (1 or 2),
        ["is_hidden"] = IsKey,
        ["is_computed"] = false,
        ["graph_type"] = Type,
        ["graph_type_desc"] = Descriptions[Type],
        ["generated_always_type"] = 0,
        ["generated_always_type_desc"] = "NOT_APPLICABLE",
    }.With(TypedValue.Of(SystemTypes.Find(SystemType)!, new(IdLength, 0, 0, IsMax: false)).Columns());
}

internal static class GraphColumns
{
    private static readonly Dictionary<string, IReadOnlyList<GraphColumn>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["$node_id"] = [new("graph_id", 1, "bigint", IsKey: true), new("$node_id", 2, "nvarchar", IsKey: false)],
        ["$edge_id"] = [new("graph_id", 1, "bigint", IsKey: true), new("$edge_id", 2, "nvarchar", IsKey: false)],
        ["$from_id"] = [new("from_obj_id", 4, "int", IsKey: true), new("from_id", 3, "bigint", IsKey: true), new("$from_id", 5, "nvarchar", IsKey: false)],
        ["$to_id"] = [new("to_obj_id", 7, "int", IsKey: true), new("to_id", 6, "bigint", IsKey: true), new("$to_id", 8, "nvarchar", IsKey: false)],
    };

    /// <summary>The columns that one of a node or an edge stands for; null for any other.</summary>
    public static IReadOnlyList<GraphColumn>? Of(TSqlObject column) =>
        column.Named("GraphType") is int and > 0 ? Known.GetValueOrDefault(column.Simple()) : null;
}
