// Indexes of every kind with the keys that stand on them: sys.indexes, sys.index_columns, sys.key_constraints,
// sys.partitions, sys.stats and what single kinds add.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Indexes(Draft draft, SchemaObjects objects, Columns columns, Storage storage)
{
    private static readonly string[] Levels = ["NONE", "ROW", "PAGE", "COLUMNSTORE", "COLUMNSTORE_ARCHIVE"];
    private const int FirstXml = 256000;
    private const int FirstSpatial = 384000;
    private static readonly ModelTypeClass[] Kinds =
    [
        PrimaryKeyConstraint.TypeClass, UniqueConstraint.TypeClass, Microsoft.SqlServer.Dac.Model.Index.TypeClass, ColumnStoreIndex.TypeClass,
        XmlIndex.TypeClass, SelectiveXmlIndex.TypeClass, SpatialIndex.TypeClass,
    ];

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private ILookup<string, TSqlObject> byOwner = Enumerable.Empty<TSqlObject>().ToLookup(_ => "");

    /// <summary>The index_id of an index or of the index of a key.</summary>
    public int Id(TSqlObject index) => ids.GetValueOrDefault(index.Key());

    /// <summary>The indexes of a table or view, those of keys included.</summary>
    public IEnumerable<TSqlObject> Of(TSqlObject owner) => byOwner[owner.Key()];

    public void Add()
    {
        byOwner = draft.Ordered(Kinds)
            .Where(index => OwnerOf(index) is not null)
            .ToLookup(index => OwnerOf(index)!.Key(), StringComparer.Ordinal);
        foreach (var table in draft.Ordered(Table.TypeClass)) AddOf(table, hasHeap: true);
        foreach (var view in draft.Ordered(View.TypeClass)) AddOf(view, hasHeap: false);
        foreach (var type in draft.Ordered(TableType.TypeClass)) new TableTypeIndexes(draft, columns).Add(type);
    }

    private static TSqlObject? OwnerOf(TSqlObject index) =>
        index.Related("Host").FirstOrDefault() ?? index.Related("IndexedObject").FirstOrDefault();

    private void AddOf(TSqlObject owner, bool hasHeap)
    {
        var own = Of(owner).OrderBy(IndexKind.Rank).ToList();
        var clustered = own.Find(IndexKind.IsClustered);
        if (hasHeap && clustered is null) AddHeap(owner);
        var (next, xml, spatial) = (2, FirstXml, FirstSpatial);
        foreach (var index in own)
        {
            var type = IndexKind.Of(index);
            var id = index == clustered ? 1 : type switch { 3 => xml++, 4 => spatial++, _ => next++ };
            ids[index.Key()] = id;
            Add(owner, index, id, type, clustered is not null && IndexKind.Moves(clustered, index) ? clustered : null);
        }
    }

    private void AddHeap(TSqlObject table)
    {
        if (table.Is(Table.MemoryOptimized)) return;
        draft.Add("sys.indexes", new Row
        {
            ["object_id"] = draft.Ids.Object(table),
            ["name"] = null,
            ["index_id"] = 0,
            ["type"] = 0,
            ["type_desc"] = "HEAP",
            ["data_space_id"] = storage.SpaceOf(table),
            ["allow_row_locks"] = true,
            ["allow_page_locks"] = true,
        });
        AddPartitionColumn(table, table, 0, 1, PartitionColumn(table, table));
        AddPartitions(table, table, 0, Storage.Written(table));
    }

    private void Add(TSqlObject owner, TSqlObject index, int id, int type, TSqlObject? clustered)
    {
        var isKey = IndexKind.IsKey(index);
        var name = isKey ? AddKey(owner, index, id) : index.Simple();
        var space = Storage.Written(index) ?? Storage.Written(owner) ?? (clustered is null ? null : Storage.Written(clustered));
        draft.Add("sys.indexes", new Row
        {
            ["object_id"] = draft.Ids.Object(owner),
            ["name"] = name,
            ["index_id"] = id,
            ["type"] = type,
            ["type_desc"] = IndexKind.Describe(type),
            ["is_unique"] = isKey || index.Named("Unique") is true,
            ["data_space_id"] = space is null ? 1 : storage.SpaceId(space),
            ["ignore_dup_key"] = index.Named("IgnoreDuplicateKey") is true,
            ["is_primary_key"] = index.ObjectType == PrimaryKeyConstraint.TypeClass,
            ["is_unique_constraint"] = index.ObjectType == UniqueConstraint.TypeClass,
            ["fill_factor"] = index.Named("FillFactor") as int? ?? 0,
            ["is_padded"] = index.Named("WithPadIndex") is true,
            ["is_disabled"] = index.Named("Disabled") is true,
            ["is_hypothetical"] = false,
            ["allow_row_locks"] = index.Named("AllowRowLocks") is not false,
            ["allow_page_locks"] = index.Named("AllowPageLocks") is not false,
            ["has_filter"] = index.Named("FilterPredicate") is not null,
            ["filter_definition"] = index.Named("FilterPredicate") is { } filter ? draft.Expressions.Filter(filter.ToString() ?? "") : null,
            ["compression_delay"] = index.ObjectType == ColumnStoreIndex.TypeClass ? index.Named("CompressionDelay") ?? 0 : null,
            ["suppress_dup_key_messages"] = false,
            ["auto_created"] = false,
            ["optimize_for_sequential_key"] = index.Named("OptimizeForSequentialKey") is true,
        });
        var partition = PartitionColumn(owner, index, clustered);
        var count = AddColumns(owner, index, id, type, partition);
        AddPartitionColumn(owner, index, id, count + 1, partition);
        AddPartitions(owner, index, id, space);
        AddStatistics(owner, index, id, name);
        new SpecialIndexes(draft, Id).Add(owner, index, id, type, name);
    }

    private string AddKey(TSqlObject owner, TSqlObject key, int id)
    {
        var isPrimary = key.ObjectType == PrimaryKeyConstraint.TypeClass;
        var name = SystemNames.Of(key, owner, isPrimary ? "PK" : "UQ", 16);
        draft.Add("sys.key_constraints", objects.Part(key, owner, isPrimary ? "PK" : "UQ", name).With(new Row
        {
            ["unique_index_id"] = id,
            ["is_system_named"] = !key.Name.HasName,
            ["is_enforced"] = true,
        }));
        return name;
    }

    private int AddColumns(TSqlObject owner, TSqlObject index, int id, int type, TSqlObject? partition)
    {
        var at = 0;
        var isIncluded = type == 6;
        foreach (var link in KeyLinks(index))
        {
            if (link.Object is not { } column) continue;
            foreach (var columnId in columns.KeyIds(column))
            draft.Add("sys.index_columns", IndexColumn(owner, id, ++at, columnId).With(new Row
            {
                ["key_ordinal"] = type is 5 or 6 ? 0 : at,
                ["is_descending_key"] = link.Relationship.Properties.Any(property => property.Name == "Ascending" && link.GetProperty(property) is false),
                ["is_included_column"] = isIncluded,
                ["column_store_order_ordinal"] = Ordinal(index, column),
                ["partition_ordinal"] = column.Key() == partition?.Key() ? 1 : 0,
            }));
        }
        foreach (var column in type == 5 ? owner.Related("Columns") : index.Related("IncludedColumns"))
        {
            at++;
            draft.Add("sys.index_columns", IndexColumn(owner, id, at, columns.Id(column)).With(new Row
            {
                ["key_ordinal"] = 0,
                ["is_included_column"] = true,
                ["column_store_order_ordinal"] = Ordinal(index, column),
                ["partition_ordinal"] = 0,
            }));
        }
        return at;
    }

    private static IEnumerable<ModelRelationshipInstance> KeyLinks(TSqlObject index)
    {
        var name = index.ObjectType.Relationships.Any(known => known.Name == "Columns") ? "Columns" : "Column";
        return index.ObjectType == ColumnStoreIndex.TypeClass && index.Is(ColumnStoreIndex.Clustered)
            ? []
            : index.Links(index.ObjectType.Relationships.First(known => known.Name == name));
    }

    private static int Ordinal(TSqlObject index, TSqlObject column) =>
        index.Related("OrderedColumns").Select(ordered => ordered.Key()).ToList().IndexOf(column.Key()) + 1;

    private Row IndexColumn(TSqlObject owner, int id, int at, int column) => new()
    {
        ["object_id"] = draft.Ids.Object(owner),
        ["index_id"] = id,
        ["index_column_id"] = at,
        ["column_id"] = column,
    };

    // The column that partitions what is kept: its own, or that of its table where it says nothing of where it is.
    private static TSqlObject? PartitionColumn(TSqlObject owner, TSqlObject kept, TSqlObject? clustered = null) =>
        Storage.Written(kept) is { } own && own.ObjectType != PartitionScheme.TypeClass
            ? null
            : new[] { kept, owner, clustered }.SelectMany(one => one?.Related("PartitionColumn") ?? []).FirstOrDefault();

    // Where it is none of its keys.
    private void AddPartitionColumn(TSqlObject owner, TSqlObject kept, int id, int at, TSqlObject? column)
    {
        if (column is null) return;
        if (kept != owner && KeyLinks(kept).Any(link => link.Object?.Key() == column.Key())) return;
        draft.Add("sys.index_columns", IndexColumn(owner, id, at, columns.Id(column)).With(new Row
        {
            ["key_ordinal"] = 0,
            ["is_included_column"] = false,
            ["partition_ordinal"] = 1,
        }));
    }

    private void AddPartitions(TSqlObject owner, TSqlObject kept, int id, TSqlObject? space)
    {
        var levels = kept.Related("DataCompressionOptions").ToLookup(
            option => option.Number(DataCompressionOption.PartitionNumber),
            option => option.Number(DataCompressionOption.CompressionLevel));
        var preset = IndexKind.Of(kept) is 5 or 6 ? 3 : 0;
        for (var number = 1; number <= Storage.PartitionsOf(space); number++)
        {
            var level = levels[number].Concat(levels[0]).Append(preset).First();
            draft.Add("sys.partitions", new Row
            {
                ["partition_id"] = draft.Ids.Number("partition", $"{owner.Key()} {id} {number}", 1),
                ["object_id"] = draft.Ids.Object(owner),
                ["index_id"] = id,
                ["partition_number"] = number,
                ["rows"] = 0,
                ["data_compression"] = level,
                ["data_compression_desc"] = Levels[level],
                ["xml_compression"] = kept.Related("XmlCompressionOptions").Any(),
            });
        }
    }

    private void AddStatistics(TSqlObject owner, TSqlObject index, int id, string name)
    {
        if (IndexKind.Of(index) is 3 or 4) return;
        draft.Add("sys.stats", new Row
        {
            ["object_id"] = draft.Ids.Object(owner),
            ["name"] = name,
            ["stats_id"] = id,
            ["auto_created"] = false,
            ["user_created"] = false,
            ["no_recompute"] = index.Named("RecomputeStatistics") is false,
            ["has_filter"] = false,
            ["is_temporary"] = false,
            ["is_incremental"] = index.Named("IncrementalStatistics") is true || index.Named("DoIncrementalStatistics") is true,
        });
    }
}
