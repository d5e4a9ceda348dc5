// Filegroups, partition functions and schemes, and where tables and indexes are kept.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Storage
{
    private const int Primary = 1;
    private const int FirstFilegroup = 2;
    private const int FirstFunction = 65536;
    private const int FirstScheme = 65601;
    private readonly Draft draft;
    private readonly Types types;

    public Storage(Draft draft, Types types)
    {
        (this.draft, this.types) = (draft, types);
        AddFilegroup("PRIMARY", Primary, null);
        foreach (var group in draft.Ordered(Filegroup.TypeClass)) AddFilegroup(group.Simple(), SpaceId(group), group);
        foreach (var function in draft.Ordered(PartitionFunction.TypeClass)) AddFunction(function);
        foreach (var scheme in draft.Ordered(PartitionScheme.TypeClass)) AddScheme(scheme);
    }

    /// <summary>The data_space_id of a filegroup or a partition scheme.</summary>
    public int SpaceId(TSqlObject space) => space.ObjectType == PartitionScheme.TypeClass
        ? draft.Ids.Number("scheme", space.Simple(), FirstScheme)
        : space.Simple().Equals("PRIMARY", StringComparison.OrdinalIgnoreCase) ? Primary : draft.Ids.Number("filegroup", space.Simple(), FirstFilegroup);

    public static int FunctionId(Draft draft, string name) => draft.Ids.Number("partition function", name, FirstFunction);

    /// <summary>Where a table, an index or a key is kept: as written, else PRIMARY.</summary>
    public int SpaceOf(TSqlObject kept) => Written(kept) is { } space ? SpaceId(space) : Primary;

    /// <summary>The scheme or filegroup that is written after ON; null where there is none.</summary>
    public static TSqlObject? Written(TSqlObject kept) =>
        kept.Related("PartitionScheme").FirstOrDefault() ?? kept.Related("Filegroup").FirstOrDefault();

    public int LargeSpaceOf(TSqlObject table) =>
        table.One(Table.FilegroupForTextImage) is { } group ? SpaceId(group) : table.One(Table.PartitionScheme) is null ? SpaceOf(table) : Primary;

    /// <summary>How many partitions something that is kept on a space has.</summary>
    public static int PartitionsOf(TSqlObject? space) => space?.ObjectType == PartitionScheme.TypeClass
        ? (space.One(PartitionScheme.PartitionFunction)?.Many(PartitionFunction.BoundaryValues).Count() ?? 0) + 1
        : 1;

    private void AddFilegroup(string name, int id, TSqlObject? group)
    {
        var type = group is null ? "FG" : group.Is(Filegroup.ContainsMemoryOptimizedData) ? "FX" : group.Is(Filegroup.ContainsFileStream) ? "FD" : "FG";
        draft.Add("sys.filegroups", new Row
        {
            ["name"] = name,
            ["data_space_id"] = id,
            ["type"] = type,
            ["type_desc"] = type switch { "FX" => "MEMORY_OPTIMIZED_DATA_FILEGROUP", "FD" => "FILESTREAM_DATA_FILEGROUP", _ => "ROWS_FILEGROUP" },
            ["is_default"] = id == Primary,
            ["is_system"] = false,
            ["is_read_only"] = group?.Is(Filegroup.ReadOnly) ?? false,
        });
    }

    private void AddFunction(TSqlObject function)
    {
        var id = FunctionId(draft, function.Simple());
        var written = draft.Written<CreatePartitionFunctionStatement>(function);
        var type = types.Of(written?.ParameterType.DataType) ?? TypedValue.Of(SystemTypes.Find("int")!, default);
        draft.Add("sys.partition_functions", new Row
        {
            ["name"] = function.Simple(),
            ["function_id"] = id,
            ["type"] = "R",
            ["type_desc"] = "RANGE",
            ["fanout"] = function.Many(PartitionFunction.BoundaryValues).Count() + 1,
            ["boundary_value_on_right"] = function.Number(PartitionFunction.Range) == 2,
            ["is_system"] = false,
        });
        draft.Add("sys.partition_parameters", new Row
        {
            ["function_id"] = id,
            ["parameter_id"] = 1,
            ["collation_name"] = type.Text ? written?.ParameterType.Collation?.Value ?? draft.Collation : null,
        }.With(type.Columns()));
        foreach (var (value, at) in (written?.BoundaryValues ?? []).Select((value, at) => (value, at)))
            draft.Add("sys.partition_range_values", new Row
            {
                ["function_id"] = id,
                ["boundary_id"] = at + 1,
                ["parameter_id"] = 1,
                ["value"] = Variants.Of(value, type),
            });
    }

    private void AddScheme(TSqlObject scheme)
    {
        var function = scheme.One(PartitionScheme.PartitionFunction);
        draft.Add("sys.partition_schemes", new Row
        {
            ["name"] = scheme.Simple(),
            ["data_space_id"] = SpaceId(scheme),
            ["type"] = "PS",
            ["type_desc"] = "PARTITION_SCHEME",
            ["is_default"] = false,
            ["is_system"] = false,
            ["function_id"] = FunctionId(draft, function?.Simple() ?? ""),
        });
        var groups = scheme.Links(PartitionScheme.Filegroups).Select(link => link.Object is { } group ? SpaceId(group) : Primary).ToList();
        var count = scheme.Is(PartitionScheme.AllToOneFilegroup) ? PartitionsOf(scheme) : groups.Count;
        for (var at = 0; at < count; at++)
            draft.Add("sys.destination_data_spaces", new Row
            {
                ["partition_scheme_id"] = SpaceId(scheme),
                ["destination_id"] = at + 1,
                ["data_space_id"] = groups[Math.Min(at, groups.Count - 1)],
            });
    }
}
